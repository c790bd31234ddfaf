import type { Kysely } from 'kysely';
import { type Masked, maskEmailAddress, maskPhoneNumber } from '../audit/masking.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Actor } from '../base/actor.ts';
import { NotFound } from '../base/errors.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { maskNetwork } from '../web/client-address.ts';
import { storedKey } from './attempts.ts';
import { type LimitName, limits } from './limits.ts';
import { deleteCounters, findUserWithDevices, listCounters } from './queries.ts';
import { countsOf, type LimitSubject } from './subjects.ts';

export interface LimitDependencies {
  readonly db: Kysely<Database>;
}

/** Whose limits an operator asks for. */
export type RequestedSubject = Pick<LimitSubject, 'name' | 'network'>;

/** A counter whose window has not ended. */
export interface RunningLimit {
  readonly limit: LimitName;
  /** What the counter is for, in words; empty when it counts all attempts together. */
  readonly about: string;
  readonly used: number;
  /** How many attempts are allowed by default; a setting may override it. */
  readonly allowed: number;
  /** When the window ends. */
  readonly resetAt: Date;
  /** Set when further attempts are refused until this time. */
  readonly refusedUntil: Date | undefined;
}

/**
 * Lists the running limits of a subject, those that currently refuse first.
 * @param subject without a name and a network: the limits that count all attempts together
 */
export async function listLimits(
  { db }: LimitDependencies,
  subject: RequestedSubject,
  now: Date,
): Promise<RunningLimit[]> {
  const { running } = await lookUp(db, subject, now);
  const rank = ({ refusedUntil }: RunningLimit) => (refusedUntil ? 0 : 1);
  return running.map(({ state }) => state).sort((a, b) => rank(a) - rank(b));
}

/**
 * Forgets the attempts of a subject, so that it can continue at once. One exception: a server that refuses the wrong
 * credentials of a client from memory does so until the window ends.
 * @param limit only this limit
 * @returns the limits that were lifted
 * @throws NotFound `limit_not_found` when none is running
 */
export function liftLimits(
  { db }: LimitDependencies,
  actor: Actor,
  { limit, ...subject }: RequestedSubject & { readonly limit?: LimitName | undefined },
): Promise<LimitName[]> {
  return inTransaction(db, async (trx) => {
    const { running, username } = await lookUp(trx, subject, actor.now);
    const lifted = running.filter(({ state }) => limit === undefined || state.limit === limit);
    if (lifted.length === 0)
      throw new NotFound('limit_not_found', { description: 'No attempts are counted.' });
    await deleteCounters(
      trx,
      lifted.map(({ key }) => key),
    );
    const names = [...new Set(lifted.map(({ state }) => state.limit))];
    const about = maskSubject(subject);
    const owner = username === undefined ? {} : { username };
    for (const name of names) await recordEvent(trx, actor, 'limit.lifted', { ...owner, limit: name, about });
    return names;
  });
}

interface Found {
  readonly key: string;
  readonly state: RunningLimit;
}

async function lookUp(
  db: Kysely<Database>,
  { name, network }: RequestedSubject,
  now: Date,
): Promise<{ readonly username: string | undefined; readonly running: readonly Found[] }> {
  const user = name === undefined ? undefined : await findUserWithDevices(db, name.toLowerCase());
  const counts = countsOf({ name, network, ...(user && { devices: user.devices }) });
  const aboutOf = new Map(counts.map(([limit, about]) => [storedKey(limit, about), { limit, about }]));
  const rows = await listCounters(db, [...aboutOf.keys()], now);
  const running = rows.flatMap(({ key, points, expire, blockedUntil }): Found[] => {
    const found = aboutOf.get(key);
    if (!found) return [];
    const { attempts, ...limit } = limits[found.limit];
    const resetAt = new Date(Number(expire));
    const slowed = blockedUntil && blockedUntil > now ? blockedUntil : undefined;
    const refusedUntil = 'wait' in limit ? slowed : points >= attempts ? resetAt : undefined;
    return [{ key, state: { ...found, used: points, allowed: attempts, resetAt, refusedUntil } }];
  });
  return { username: user?.username, running };
}

/** Usernames, organizations and clients are shown in full; email addresses, phone numbers and networks are masked. */
function maskSubject({ name, network }: RequestedSubject): Masked {
  const words = [name === undefined ? '' : maskName(name), network === undefined ? '' : maskNetwork(network)];
  return words.filter((word) => word !== '').join(' ') as Masked;
}

function maskName(name: string): string {
  if (name.includes('@')) return maskEmailAddress(name);
  return /^\+\d+$/.test(name) ? maskPhoneNumber(name) : name;
}
