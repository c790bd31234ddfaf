import type { Command } from 'commander';
import { systemClock } from '../../base/clock.ts';
import type { Config } from '../../base/config.ts';
import { describeFailure } from '../../base/failure.ts';
import { readConfig } from '../../base/read-config.ts';
import { createSealing } from '../../crypto/sealing.ts';
import { outageOf } from '../../db/pg-errors.ts';
import { checkAll } from '../../doctor/checks.ts';
import { type Finding, findingText } from '../../doctor/finding.ts';
import { translatorFor } from '../../i18n/catalogue.ts';
import { createSmtpMailSender } from '../../mail/sender.ts';
import { addCommand, type Options } from '../add-command.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';
import { checked } from '../typed-values.ts';

interface DoctorOptions extends Options {
  readonly mailTo?: string;
}

export function addDoctorCommand(program: Command, environment: Environment): void {
  addCommand(
    program,
    'doctor',
    'check settings, database, clock, keys, mail, SMS and proxy; exit code 1 when something fails',
  )
    .option('--mail-to <address>', 'send a test mail too')
    .action((options: DoctorOptions) => examine(environment, options));
}

async function examine(environment: Environment, { json = false, mailTo }: DoctorOptions): Promise<void> {
  const config = readConfig(environment.variables);
  const testAddress = mailTo === undefined ? undefined : checked('email', mailTo);
  const findings = await findAll(environment, config, testAddress);
  printResult(environment, json, findings.map(describe), findings.map(lineOf).join('\n'));
  const failed = findings.filter(({ severity }) => severity === 'fail').length;
  if (failed > 0) throw new CliProblem('checks_failed', `failed checks: ${failed}`);
}

/** How long the SMS gateway or the mail server may take, in milliseconds. */
const timeout = 5_000;

async function findAll(
  environment: Environment,
  config: Config,
  testAddress: string | undefined,
): Promise<Finding[]> {
  const mail = config.mail && createSmtpMailSender({ ...config.mail, timeout });
  const outside = { config, clock: systemClock, mail, testAddress };
  try {
    const database = await environment.openDatabase(config).catch((error: unknown) => reasonOf(error));
    if ('reason' in database) return await checkAll(database, outside);
    try {
      const { encryptionKeysOf } = await import('../../preparation.ts');
      const sealing = createSealing(await encryptionKeysOf(config));
      return await checkAll({ database, sealing }, outside);
    } finally {
      await database.close();
    }
  } finally {
    mail?.close();
  }
}

/** The embedded database can be used by one process at a time; its own message explains that. */
function reasonOf(error: unknown): { readonly reason: string } {
  const own = error instanceof Error && /already|in use/.test(error.message) ? error.message : undefined;
  return { reason: own ?? outageOf(error) ?? describeFailure(error) };
}

const english = translatorFor('en');

function describe(finding: Finding) {
  const { text, advice } = findingText(english, finding);
  return { check: finding.check, result: finding.severity, message: text, advice: advice ?? null };
}

function lineOf(finding: Finding): string {
  const { check, result, message, advice } = describe(finding);
  const line = `${result.padEnd(4)}  ${check.padEnd(8)}  ${message}`;
  return advice === null ? line : `${line}\n${' '.repeat(16)}${advice}`;
}
