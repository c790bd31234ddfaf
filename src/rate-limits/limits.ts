import type { Kysely } from 'kysely';
import { TooManyRequests } from '../base/errors.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { type Counter, type CounterRow, countOnAll, deleteCounters } from './queries.ts';

/** So many attempts of one kind in a window of time that begins with the first of them. */
export interface Limit {
  /** Part of the stored key. */
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
  /**
   * With it, the rest of the window is not closed. Once the attempts are used up each further one has to wait, twice as
   * long as the one before; the window begins anew with each attempt. Seconds.
   */
  readonly wait?: { readonly first: number; readonly longest: number };
}

const minutes = 60;
const hours = 3600;
const days = 86_400;

/** Every limit there is; all servers of one database count together. */
export const limits = {
  /** For each network. */
  phoneValidationCalls: { name: 'calls to validate a phone from', attempts: 50, seconds: 10 * minutes },
  registrationResendCalls: { name: 'calls to resend validations from', attempts: 50, seconds: 10 * minutes },
  loginCodeCalls: { name: 'calls for login codes from', attempts: 50, seconds: 10 * minutes },
  loginCodeResendCalls: { name: 'calls to resend login codes from', attempts: 50, seconds: 10 * minutes },

  /**
   * Against flooding a phone, and against guessing codes by asking for new ones. Sign-in codes count for themselves, so
   * that strangers who register or validate a number do not keep its owner from signing in.
   */
  smsToNumber: { name: 'texts to', attempts: 5, seconds: 10 * minutes },
  smsToNumberDaily: { name: 'texts in a day to', attempts: 20, seconds: days },
  /** Against using an account, or a machine, to write to many. */
  smsOfAccount: { name: 'texts of', attempts: 10, seconds: hours },
  smsFromNetwork: { name: 'texts from', attempts: 50, seconds: 10 * minutes },
  /** What the operator is ready to pay for; the setting IYO_SMS_HOURLY_BUDGET says how many. */
  smsOfServer: { name: 'texts in all', attempts: 1000, seconds: hours },

  /** The same without sign-in codes: a part of the budget is theirs alone. */
  smsButSignIns: { name: 'texts but sign-ins', attempts: 750, seconds: hours },

  /** The key names the kind of mail too: invitations by strangers must not keep a user from validating. */
  mailsToAddress: { name: 'mails to', attempts: 5, seconds: hours },
  mailsOfAccount: { name: 'mails of', attempts: 20, seconds: days },
  mailsFromNetwork: { name: 'mails from', attempts: 30, seconds: hours },
  /** By a user or an organization. */
  invitationsOfInviter: { name: 'invitations of', attempts: 1000, seconds: days },
  /** By the directory of an organization: as many as mails of invitations are sent. */
  directoryInvitations: { name: 'directory invitations of', attempts: 1000, seconds: days },
  /** Of an organization; directories send up to 25 a second. */
  directoryCalls: { name: 'directory calls of', attempts: 3000, seconds: 60 },

  passwordsOfAccountFromNetwork: { name: 'passwords of account from', attempts: 10, seconds: 15 * minutes },
  /** Guessing from everywhere slows the owner down too, but does not lock the owner out. */
  passwordsOfAccount: {
    name: 'passwords of',
    attempts: 50,
    seconds: days,
    wait: { first: 30, longest: 15 * minutes },
  },
  passwordsFromNetwork: { name: 'passwords from', attempts: 100, seconds: 15 * minutes },
  wrongTotpCodes: { name: 'wrong totp of', attempts: 10, seconds: 15 * minutes },
  passkeyAnswersFromNetwork: { name: 'passkey answers from', attempts: 300, seconds: 15 * minutes },
  passkeysFromNetwork: { name: 'passkeys from', attempts: 300, seconds: 15 * minutes },
  wrongRecoveryCodes: { name: 'wrong recovery codes of', attempts: 10, seconds: 15 * minutes },
  /** Not the limit of signing in: an API key must not be enough to lock the user out. */
  wrongTotpSetups: { name: 'wrong totp set-up of', attempts: 10, seconds: 15 * minutes },

  /** Of each kind of failure: failing on purpose must not fill a mailbox. */
  failureNotices: { name: 'notices of failures of', attempts: 1, seconds: days },

  recoveriesOfIdentifier: { name: 'recoveries of', attempts: 5, seconds: hours },
  /** Beyond these nothing is sent, and the answer does not tell. */
  recoveriesOfAccountFromNetwork: { name: 'recoveries of account from', attempts: 5, seconds: hours },
  recoveriesOfAccount: { name: 'recoveries of account', attempts: 20, seconds: hours },
  /** Each writes to every address of the user. */
  factorResetsOfAccount: { name: 'factor resets of', attempts: 3, seconds: days },
  recoveriesFromNetwork: { name: 'recoveries from', attempts: 20, seconds: hours },
  accountLinksOfAccount: { name: 'account links of', attempts: 20, seconds: hours },
  /** Each costs a hash. */
  registrationStepsFromNetwork: { name: 'registration steps from', attempts: 60, seconds: 10 * minutes },
  passwordResetsOfAccount: { name: 'password resets of', attempts: 20, seconds: hours },
  registrationsFromNetwork: { name: 'registrations from', attempts: 20, seconds: hours },

  /** Look-ups by phone number or address, without any credential. */
  contactLookups: { name: 'contact-lookup', attempts: 60, seconds: 10 * minutes },
  /** Look-ups of users by phone number or address, and invitations, by an authenticated caller. */
  userLookupsOfCaller: { name: 'user look-ups of', attempts: 300, seconds: hours },
  userLookupsFromNetwork: { name: 'user look-ups from', attempts: 1000, seconds: hours },
  /** Each asks a name server that the caller chooses. */
  dnsProofsOfCaller: { name: 'DNS proofs of', attempts: 60, seconds: hours },
  /** Each is kept for a while, and public clients need no secret. */
  pushedRequestsFromNetwork: { name: 'pushed requests of', attempts: 300, seconds: 10 * minutes },
  /** Tests and repetitions, by an organization: each makes this server call another one. */
  webhookSendings: { name: 'webhook sendings of', attempts: 120, seconds: hours },
  /** Of an organization. */
  clientRegistrations: { name: 'client registrations of', attempts: 60, seconds: hours },
  devicesFromNetwork: { name: 'devices of', attempts: 300, seconds: 10 * minutes },
  /** Against guessing the short codes that devices show, and approving what another user's device asks for. */
  userCodesOfAccount: { name: 'user codes of', attempts: 10, seconds: 15 * minutes },
  userCodesFromNetwork: { name: 'user codes from', attempts: 100, seconds: 15 * minutes },
  /** Wrong credentials of one client from one network. */
  clientFailures: { name: 'token', attempts: 60, seconds: 10 * minutes },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** @throws Error for a name that no limit has */
export function limitNamed(name: string): LimitName {
  if (!Object.hasOwn(limits, name)) throw new Error(`no limit is called ${name}`);
  return name as LimitName;
}

/** What an attempt counts for: a limit, whose attempt it is, and how many are allowed where a setting decides that. */
export type Count = readonly [limit: LimitName, key: string, attempts?: number];

/** One limit after an attempt. */
export interface LimitState {
  readonly limit: LimitName;
  readonly attempts: number;
  readonly remaining: number;
  /** When the window ends. */
  readonly resetAt: Date;
  /** Set when this limit refused the attempt. */
  readonly refusedUntil: Date | undefined;
}

/**
 * Counts an attempt for all limits at once, or for none if one of them is used up: a refused attempt uses up no
 * other limit. Within a transaction it counts only if that is committed. Keys of a limit must differ.
 * @throws TooManyRequests with the longest of the waits
 */
export async function countAttempts(
  db: Kysely<Database>,
  now: Date,
  counts: readonly Count[],
): Promise<readonly LimitState[]> {
  const states = await tryAttempt(db, now, counts);
  const [last] = states
    .flatMap(({ limit, refusedUntil }) => (refusedUntil ? [{ limit, until: refusedUntil.getTime() }] : []))
    .sort((a, b) => b.until - a.until);
  if (last) throw new TooManyRequests((last.until - now.getTime()) / 1000, undefined, { detail: last.limit });
  return states;
}

/** As `countAttempts`, but a refusal is returned and not thrown. */
export async function tryAttempt(
  db: Kysely<Database>,
  now: Date,
  counts: readonly Count[],
): Promise<readonly LimitState[]> {
  const counters = counts.map(counterOf);
  const rows = new Map((await countOnAll(db, counters, now)).map((row) => [row.key, row]));
  return counts.map(([limit], index) => stateOf(limit, counters[index], rows, now));
}

/** Whether an attempt was the last one that any of these limits allows for now. */
export function isLastAttempt(states: readonly LimitState[], counts: readonly Count[]): boolean {
  const names = counts.map(([limit]) => limit);
  return states.some(({ limit, remaining }) => remaining === 0 && names.includes(limit));
}

/** Whether a wait is because of wrong passwords. @param name of a limit, as the refusal tells it */
export function isLimitOfPasswords(name: string | undefined): boolean {
  const ofPasswords: readonly LimitName[] = [
    'passwordsOfAccountFromNetwork',
    'passwordsOfAccount',
    'passwordsFromNetwork',
  ];
  return ofPasswords.some((each) => each === name);
}

/** Forgets the attempts so far, because one was right. */
export async function forgetAttempts(db: Kysely<Database>, counts: readonly Count[]): Promise<void> {
  await deleteCounters(
    db,
    counts.map(([limit, key]) => storedKey(limit, key)),
  );
}

/**
 * What an attempt with a password counts for. Forget those of the account when it was right; those of the network stay,
 * or a caller with one account could go on for ever.
 * @param deviceId a browser in which the user authenticated with a second factor before. It counts for itself: guessing
 * from elsewhere, however often, does not keep the user out of it.
 */
export function passwordCounts(
  username: string,
  network: string,
  deviceId?: string,
): { readonly account: readonly Count[]; readonly all: readonly Count[] } {
  const who = deviceId === undefined ? username : `${username} ${deviceId}`;
  const account: readonly Count[] = [
    ['passwordsOfAccountFromNetwork', `${who} ${network}`],
    ['passwordsOfAccount', who],
  ];
  return { account, all: [...account, ['passwordsFromNetwork', network]] };
}

/**
 * What asking for a link to recover an account counts for, whatever spelling named the account.
 * @param deviceId a browser in which the user authenticated with a second factor before. It counts for itself, so that
 * strangers do not use up what the owner may ask for.
 */
export function recoveryCounts(username: string, network: string, deviceId?: string): readonly Count[] {
  const who = deviceId === undefined ? username : `${username} ${deviceId}`;
  return [
    ['recoveriesOfAccountFromNetwork', `${who} ${network}`],
    ['recoveriesOfAccount', who],
  ];
}

function counterOf([limit, key, attempts]: Count): Counter {
  const { attempts: usual, seconds, wait }: Limit = limits[limit];
  return {
    key: storedKey(limit, key),
    attempts: attempts ?? usual,
    seconds,
    firstWait: wait?.first ?? null,
    longestWait: wait?.longest ?? null,
  };
}

/** Keys are numbers, addresses, names: the table has their digests only. */
export function storedKey(limit: LimitName, key: string): string {
  return `${limits[limit].name}:${hashToken(key).toString('base64url')}`;
}

function stateOf(
  limit: LimitName,
  counter: Counter | undefined,
  rows: ReadonlyMap<string, CounterRow>,
  now: Date,
): LimitState {
  const row = counter && rows.get(counter.key);
  if (!row) throw new Error(`the limit ${limit} was not counted`);
  const resetAt = new Date(row.expire === null ? now.getTime() + counter.seconds * 1000 : Number(row.expire));
  return {
    limit,
    attempts: counter.attempts,
    remaining: Math.max(0, counter.attempts - row.points),
    resetAt,
    refusedUntil: refusalOf(row, counter, resetAt, now),
  };
}

function refusalOf(
  { points, blocked_until, was_counted }: CounterRow,
  { attempts, firstWait }: Counter,
  resetAt: Date,
  now: Date,
): Date | undefined {
  if (firstWait === null)
    return points > attempts || (!was_counted && points === attempts) ? resetAt : undefined;
  return !was_counted && blocked_until && blocked_until > now ? blocked_until : undefined;
}
