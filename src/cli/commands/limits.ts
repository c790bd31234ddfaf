import { type Command, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { translatorFor } from '../../i18n/catalogue.ts';
import { liftLimits, listLimits, type RequestedSubject, type RunningLimit } from '../../rate-limits/acts.ts';
import { type Limit, type LimitName, limits } from '../../rate-limits/limits.ts';
import { networkOf } from '../../web/client-address.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult, table } from '../output.ts';
import { CliProblem } from '../problem.ts';

interface SubjectOptions extends Options {
  readonly network?: string;
}

interface LiftOptions extends SubjectOptions {
  readonly limit?: LimitName;
}

const networkOption = ['--network <address>', 'an IP address, alone or together with the name'] as const;

export function addLimitsCommands(program: Command, environment: Environment): void {
  const commands = program.command('limits').description('look up and lift limits on attempts');
  addCommand(commands, 'list', 'list all limits with their numbers').action((options: Options) =>
    list(environment, options),
  );
  addCommand(
    commands,
    'show [name]',
    'show the counters of a user, organization, client, address or number; without a name, the global ones',
  )
    .option(...networkOption)
    .action((name: string | undefined, options: SubjectOptions) => show(environment, name, options));
  addCommand(commands, 'lift [name]', 'reset counters, so that further attempts are allowed at once')
    .option(...networkOption)
    .addOption(new Option('--limit <limit>', 'only this limit').choices(Object.keys(limits)))
    .action((name: string | undefined, options: LiftOptions) => lift(environment, name, options));
}

/** Shows the built-in limits. If a setting overrides one, its default is shown. */
function list(environment: Environment, { json = false }: Options): void {
  const translate = translatorFor('en');
  const all = Object.entries<Limit>(limits).map(([limit, { attempts, seconds, wait }]) => ({
    limit,
    counts: translate(`limit.${limit as LimitName}`),
    attempts,
    seconds,
    longest_wait: wait?.longest ?? seconds,
  }));
  const rows = all.map(({ limit, counts, attempts, seconds, longest_wait }) =>
    [limit, attempts, seconds, longest_wait, counts].map(String),
  );
  const heading = ['LIMIT', 'ATTEMPTS', 'IN SECONDS', 'WAIT AT MOST', 'WHAT IT COUNTS'];
  printResult(environment, json, all, table(heading, rows));
}

async function show(
  environment: Environment,
  name: string | undefined,
  { json = false, network }: SubjectOptions,
): Promise<void> {
  const subject = subjectOf(name, network);
  const running = await withMigratedDatabase(environment, (context) =>
    listLimits(context, subject, context.now),
  );
  const heading = ['LIMIT', 'WHAT IT COUNTS', 'FOR', 'USED', 'ALLOWED', 'ENDS', 'REFUSES UNTIL'];
  const text = running.length === 0 ? 'No attempts are counted.' : table(heading, running.map(rowOf));
  printResult(environment, json, running.map(describe), text);
}

async function lift(
  environment: Environment,
  name: string | undefined,
  { json = false, network, limit }: LiftOptions,
): Promise<void> {
  if (name === undefined && network === undefined && limit === undefined)
    throw new CliProblem('usage', 'give a name, --network, or --limit for a global limit');
  const subject = subjectOf(name, network);
  const lifted = await withMigratedDatabase(environment, (context) =>
    liftLimits(context, systemActor(context.now), { ...subject, limit }),
  );
  printResult(environment, json, { lifted }, `Lifted: ${lifted.join(', ')}`);
}

function subjectOf(name: string | undefined, network: string | undefined): RequestedSubject {
  return { name, network: network === undefined ? undefined : networkOf(network) };
}

const english = translatorFor('en');

function describe({ limit, about, used, allowed, resetAt, refusedUntil }: RunningLimit) {
  const [ends, refuses] = [resetAt.toISOString(), refusedUntil?.toISOString() ?? null];
  return {
    limit,
    name: english(`limit.${limit}`),
    about,
    used,
    allowed,
    ends_at: ends,
    refuses_until: refuses,
  };
}

function rowOf(running: RunningLimit): string[] {
  const { limit, name, about, used, allowed, ends_at, refuses_until } = describe(running);
  return [limit, name, about || 'all', String(used), String(allowed), ends_at, refuses_until ?? '-'];
}
