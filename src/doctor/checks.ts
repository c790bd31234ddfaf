import type { Clock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import { describeFailure } from '../base/failure.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { backgroundConnections, type DatabaseHandle } from '../db/connection.ts';
import { migrationStatus } from '../db/migrate.ts';
import { outageOf } from '../db/pg-errors.ts';
import type { SmtpMailSender } from '../mail/sender.ts';
import { listPublishedKeys } from '../tokens/signing-key-queries.ts';
import { checkJobs, checkMessages } from './background.ts';
import { checkClock } from './clock.ts';
import { checkDatabase } from './database.ts';
import { type CheckName, checkNames, type Finding, finding } from './finding.ts';
import { checkMail, checkSms } from './gateways.ts';
import { checkKeys } from './keys.ts';
import { checkProxy } from './proxy.ts';
import { findDatabaseFacts, listBackgroundFacts } from './queries.ts';
import { type Check, runChecks } from './run.ts';
import { checkSettings } from './settings.ts';

export interface InternalCheckDependencies {
  readonly config: Config;
  readonly database: Pick<DatabaseHandle, 'db' | 'kind'>;
  readonly sealing: Sealing;
  readonly clock: Clock;
}

export interface ExternalCheckDependencies {
  readonly config: Config;
  readonly clock: Clock;
  readonly mail: Pick<SmtpMailSender, 'check' | 'send'> | undefined;
  /** The recipient of a test mail; undefined: none is sent. */
  readonly testAddress?: string | undefined;
}

/** How long each check may take, in milliseconds. */
const limitMs = 10_000;

/** Checks settings and database, without contacting other servers. Runs four statements. */
export async function checkInside(deps: InternalCheckDependencies): Promise<Finding[]> {
  const checks = [settingsCheck(deps.config), databaseCheck(deps)];
  return inOrder(await runChecks(checks, limitMs));
}

/**
 * Runs all checks.
 * @param inside the database, or the reason why it could not be opened
 */
export async function checkAll(
  inside: Pick<InternalCheckDependencies, 'database' | 'sealing'> | { readonly reason: string },
  outside: ExternalCheckDependencies,
): Promise<Finding[]> {
  const { config, clock } = outside;
  if ('reason' in inside) {
    const found = await runChecks([settingsCheck(config), ...outerChecks(outside, undefined)], limitMs);
    return inOrder([...found, ...findingsWithoutDatabase(inside.reason)]);
  }
  const inner = databaseCheck({ ...inside, config, clock });
  const kids = findPublishedIds(inside.database, clock.now());
  return inOrder(await runChecks([settingsCheck(config), inner, ...outerChecks(outside, kids)], limitMs));
}

async function findPublishedIds({ db }: InternalCheckDependencies['database'], now: Date) {
  const keys = await listPublishedKeys(db, now).catch(() => undefined);
  return keys?.map(({ kid }) => kid);
}

function settingsCheck(config: Config): Check {
  return { name: 'settings', run: () => checkSettings(config) };
}

function databaseCheck(deps: InternalCheckDependencies): Check {
  return { name: 'database', run: () => checkDatabaseContent(deps) };
}

async function checkDatabaseContent({
  config,
  database,
  sealing,
  clock,
}: InternalCheckDependencies): Promise<Finding[]> {
  const { db, kind } = database;
  try {
    const status = await migrationStatus(db);
    const started = clock.now().getTime();
    const facts = await findDatabaseFacts(db);
    const now = clock.now();
    const milliseconds = now.getTime() - started;
    const connections = connectionsOf(config);
    const check = { kind, facts, status, milliseconds, connections, dataDir: config.dataDir };
    const found = [...(await checkDatabase(check)), checkClock(started + milliseconds / 2, facts.time)];
    if (status.pending.length > 0) return [...found, ...unchecked('keys', 'messages', 'jobs')];
    const background = await listBackgroundFacts(db);
    const keys = await checkKeys(await listPublishedKeys(db, now), sealing, now);
    return [...found, ...keys, ...checkMessages(background, now), ...checkJobs(background, now)];
  } catch (error) {
    return findingsWithoutDatabase(outageOf(error) ?? describeFailure(error));
  }
}

/** The connections of the pool, the pipelines and the jobs, and one per worker for health checks. */
function connectionsOf({ database: { poolSize, pipelines }, workers }: Config): number {
  return poolSize + pipelines + backgroundConnections + workers;
}

/** @param reason must not quote the driver, whose messages may contain the password */
function findingsWithoutDatabase(reason: string): Finding[] {
  const away = finding('database', 'databaseAway', { reason });
  return [away, ...unchecked('clock', 'keys', 'messages', 'jobs')];
}

function unchecked(...names: readonly CheckName[]): Finding[] {
  return names.map((name) => finding(name, 'notChecked'));
}

function outerChecks(
  { config, clock, mail, testAddress }: ExternalCheckDependencies,
  kids: Promise<readonly string[] | undefined> | undefined,
): Check[] {
  const { mode } = config;
  return [
    { name: 'mail', run: () => checkMail({ mode, settings: config.mail, sender: mail, testAddress }) },
    { name: 'sms', run: () => checkSms(mode, config.sms) },
    { name: 'proxy', run: async () => checkProxy({ config, kids: await kids, now: clock.now }) },
  ];
}

/** Sorts findings by check, in display order. */
function inOrder(found: readonly Finding[]): Finding[] {
  return checkNames.flatMap((name) => found.filter(({ check }) => check === name));
}
