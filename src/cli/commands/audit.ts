import { type Command, InvalidArgumentError } from 'commander';
import type { Kysely } from 'kysely';
import { type EventCursor, type EventSearch, searchEvents } from '../../audit/activity-queries.ts';
import { csvLine } from '../../audit/csv.ts';
import { readCursor, writeCursor } from '../../audit/cursor.ts';
import type { AuditEvent } from '../../audit/queries.ts';
import { patternOf, recordColumns, recordLine, recordOf } from '../../audit/record.ts';
import { systemClock } from '../../base/clock.ts';
import { foldUsername } from '../../names/typed-text.ts';
import type { Database } from '../../schema.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { momentAt, wholeNumber } from '../option-values.ts';
import { table } from '../output.ts';

interface AuditOptions extends Options {
  readonly user?: string;
  readonly organization?: string;
  readonly event?: readonly string[];
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly before?: EventCursor;
  readonly csv?: boolean;
}

export function addAuditCommand(program: Command, environment: Environment): void {
  const moment = momentAt(systemClock.now());
  addCommand(program, 'audit', 'show the audit log, newest first; with --json one event per line')
    .option('--user <username>', 'only events about this account')
    .option('--organization <globalid>', 'only events about this organization')
    .option('--event <name...>', 'only events with these names; "signin.*" matches all sign-in events')
    .option('--since <moment>', 'a date, a time, or an age such as 30m, 12h or 7d', moment)
    .option('--until <moment>', 'the same; exclusive', moment)
    .option('--limit <count>', 'maximum number', wholeNumber, 50)
    .option('--before <cursor>', 'continue where a page ended', cursor)
    .option('--csv', 'comma-separated values with a heading')
    .action((options: AuditOptions) => showEvents(environment, options));
}

function cursor(text: string): EventCursor {
  const found = readCursor(text);
  if (!found) throw new InvalidArgumentError('It must be the cursor at the end of the previous page.');
  return found;
}

async function showEvents(environment: Environment, options: AuditOptions): Promise<void> {
  const write = writerOf(environment, options);
  await withMigratedDatabase(environment, async ({ db }) => {
    for await (const events of pages(db, options)) write(events);
  });
}

const pageSize = 1000;

/**
 * Reads in pages, so that a long log is never in memory as a whole. There is at least one page, which may be
 * empty.
 */
async function* pages(db: Kysely<Database>, options: AuditOptions): AsyncGenerator<readonly AuditEvent[]> {
  let before = options.before;
  for (let left = options.limit; ; ) {
    const limit = Math.min(left, pageSize);
    const events = await searchEvents(db, { ...searchOf(options), limit, ...(before && { before }) });
    yield events;
    left -= events.length;
    before = events.at(-1);
    if (left === 0 || events.length < limit) return;
  }
}

function searchOf({ user, organization, event, since, until }: AuditOptions): Omit<EventSearch, 'limit'> {
  return {
    ...(user !== undefined && { username: foldUsername(user) }),
    ...(organization !== undefined && { globalid: organization }),
    ...(event && { events: event.map(patternOf) }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

function writerOf(
  { stdout }: Environment,
  { json = false, csv = false, limit }: AuditOptions,
): (events: readonly AuditEvent[]) => void {
  const lines = (texts: readonly string[]) => texts.forEach((text) => void stdout.write(`${text}\n`));
  if (json) return (events) => lines(events.map((event) => JSON.stringify(recordOf(event))));
  if (csv) {
    lines([csvLine(recordColumns)]);
    return (events) => lines(events.map(recordLine));
  }
  let shown = 0;
  return (events) => {
    if (events.length === 0 && shown > 0) return;
    shown += events.length;
    lines([table(heading, events.map(rowOf))]);
    const last = events.at(-1);
    if (last && shown === limit) lines(['', `Older events: --before ${writeCursor(last)}`]);
  };
}

const heading = ['TIME', 'EVENT', 'USER', 'ORGANIZATION', 'BY', 'CLIENT', 'NETWORK', 'DETAILS'];

function rowOf({
  occurredAt,
  event,
  username,
  globalid,
  actor,
  clientId,
  maskedIp,
  details,
}: AuditEvent): string[] {
  const facts = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  const who = [username, globalid, actor, clientId, maskedIp].map((name) => name || '-');
  return [occurredAt.toISOString(), event, ...who, facts.join(' ')];
}
