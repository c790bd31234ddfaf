import type { Kysely } from 'kysely';
import { TooManyRequests } from '../base/errors.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { type Counter, type CounterRow, countOnAll, deleteCounters } from './queries.ts';

/** A number of attempts of one kind in a time window, which begins with the first attempt. */
export interface Limit {
  /** Part of the stored key. */
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
  /**
   * If set, a used-up limit delays attempts instead of refusing them until the window ends: each further attempt has to
   * wait twice as long as the one before, and restarts the window. In seconds.
   */
  readonly wait?: { readonly first: number; readonly longest: number };
}

const minutes = 60;
const hours = 3600;
const days = 86_400;

/** All limits. The servers of one database count together. */
export const limits = {
  /** Calls from each network. */
  phoneValidationCalls: { name: 'calls to validate a phone from', attempts: 50, seconds: 10 * minutes },
  registrationResendCalls: { name: 'calls to resend validations from', attempts: 50, seconds: 10 * minutes },
  loginCodeCalls: { name: 'calls for login codes from', attempts: 50, seconds: 10 * minutes },
  loginCodeResendCalls: { name: 'calls to resend login codes from', attempts: 50, seconds: 10 * minutes },

  /**
   * Against flooding a phone, and against guessing codes by requesting new ones. Sign-in codes are counted separately,
   * so that strangers who register or validate a number cannot keep its owner from signing in.
   */
  smsToNumber: { name: 'texts to', attempts: 5, seconds: 10 * minutes },
  smsToNumberDaily: { name: 'texts in a day to', attempts: 20, seconds: days },
  /** Against using one account or one machine to send messages to many numbers. */
  smsOfAccount: { name: 'texts of', attempts: 10, seconds: hours },
  smsFromNetwork: { name: 'texts from', attempts: 50, seconds: 10 * minutes },
  /** The budget of the operator, set by IYO_SMS_HOURLY_BUDGET. */
  smsOfServer: { name: 'texts in all', attempts: 1000, seconds: hours },

  /** The same without sign-in codes, which have a part of the budget to themselves. */
  smsButSignIns: { name: 'texts but sign-ins', attempts: 750, seconds: hours },

  /**
   * The key includes the kind of mail, so that invitations by strangers cannot keep a user from validating an address.
   */
  mailsToAddress: { name: 'mails to', attempts: 5, seconds: hours },
  mailsOfAccount: { name: 'mails of', attempts: 20, seconds: days },
  mailsFromNetwork: { name: 'mails from', attempts: 30, seconds: hours },
  /** By a user or an organization. */
  invitationsOfInviter: { name: 'invitations of', attempts: 1000, seconds: days },
  /** By the directory of an organization; equal to the limit for invitation mails. */
  directoryInvitations: { name: 'directory invitations of', attempts: 1000, seconds: days },
  /** By the directory of an organization. Directories send up to 25 calls a second. */
  directoryCalls: { name: 'directory calls of', attempts: 3000, seconds: 60 },

  passwordsOfAccountFromNetwork: { name: 'passwords of account from', attempts: 10, seconds: 15 * minutes },
  /** Guessing from many networks slows the owner down too, but does not lock the owner out. */
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
  /** Separate from the limit for signing in: an API key must not be enough to lock the user out. */
  wrongTotpSetups: { name: 'wrong totp set-up of', attempts: 10, seconds: 15 * minutes },

  /** Counted for each kind of failure: failing on purpose must not fill a mailbox. */
  failureNotices: { name: 'notices of failures of', attempts: 1, seconds: days },

  recoveriesOfIdentifier: { name: 'recoveries of', attempts: 5, seconds: hours },
  /** Over these limits nothing is sent, and the response does not reveal it. */
  recoveriesOfAccountFromNetwork: { name: 'recoveries of account from', attempts: 5, seconds: hours },
  recoveriesOfAccount: { name: 'recoveries of account', attempts: 20, seconds: hours },
  /** Each one mails every address of the user. */
  factorResetsOfAccount: { name: 'factor resets of', attempts: 3, seconds: days },
  recoveriesFromNetwork: { name: 'recoveries from', attempts: 20, seconds: hours },
  accountLinksOfAccount: { name: 'account links of', attempts: 20, seconds: hours },
  /** Each one computes a password hash. */
  registrationStepsFromNetwork: { name: 'registration steps from', attempts: 60, seconds: 10 * minutes },
  passwordResetsOfAccount: { name: 'password resets of', attempts: 20, seconds: hours },
  registrationsFromNetwork: { name: 'registrations from', attempts: 20, seconds: hours },

  /** Look-ups by phone number or email address, without any credential. */
  contactLookups: { name: 'contact-lookup', attempts: 60, seconds: 10 * minutes },
  /** Invitations, and look-ups of users by phone number or email address, by an authenticated caller. */
  userLookupsOfCaller: { name: 'user look-ups of', attempts: 300, seconds: hours },
  userLookupsFromNetwork: { name: 'user look-ups from', attempts: 1000, seconds: hours },
  /** Each one queries a name server that the caller chooses. */
  dnsProofsOfCaller: { name: 'DNS proofs of', attempts: 60, seconds: hours },
  /** Each one is stored for a while, and public clients need no secret. */
  pushedRequestsFromNetwork: { name: 'pushed requests of', attempts: 300, seconds: 10 * minutes },
  /** Test events and repeated deliveries, by an organization. Each makes this server call another one. */
  webhookSendings: { name: 'webhook sendings of', attempts: 120, seconds: hours },
  /** By an organization. */
  clientRegistrations: { name: 'client registrations of', attempts: 60, seconds: hours },
  devicesFromNetwork: { name: 'devices of', attempts: 300, seconds: 10 * minutes },
  /** Against guessing the short codes that devices show, and so approving another user's device. */
  userCodesOfAccount: { name: 'user codes of', attempts: 10, seconds: 15 * minutes },
  userCodesFromNetwork: { name: 'user codes from', attempts: 100, seconds: 15 * minutes },
  /** Wrong credentials of one client from one network. */
  clientFailures: { name: 'token', attempts: 60, seconds: 10 * minutes },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** @throws Error for an unknown name */
export function limitNamed(name: string): LimitName {
  if (!Object.hasOwn(limits, name)) throw new Error(`no limit is called ${name}`);
  return name as LimitName;
}

/**
 * What an attempt counts against: a limit, the key of its counter, and how many are allowed where a setting decides
 * that.
 */
export type Count = readonly [limit: LimitName, key: string, attempts?: number];

/** The state of one limit after an attempt. */
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
 * Counts an attempt against all given limits, or against none if one of them refuses it. Within a transaction it counts
 * only if the transaction is committed. Keys of the same limit must differ.
 * @throws TooManyRequests with the longest wait
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

/** Same as `countAttempts`, but returns a refusal instead of throwing it. */
export async function tryAttempt(
  db: Kysely<Database>,
  now: Date,
  counts: readonly Count[],
): Promise<readonly LimitState[]> {
  const counters = counts.map(counterOf);
  const rows = new Map((await countOnAll(db, counters, now)).map((row) => [row.key, row]));
  return counts.map(([limit], index) => stateOf(limit, counters[index], rows, now));
}

/** Whether an attempt was the last one that one of these limits allows for now. */
export function isLastAttempt(states: readonly LimitState[], counts: readonly Count[]): boolean {
  const names = counts.map(([limit]) => limit);
  return states.some(({ limit, remaining }) => remaining === 0 && names.includes(limit));
}

/** Whether a limit is about wrong passwords. @param name of the limit, as in the refusal */
export function isLimitOfPasswords(name: string | undefined): boolean {
  const ofPasswords: readonly LimitName[] = [
    'passwordsOfAccountFromNetwork',
    'passwordsOfAccount',
    'passwordsFromNetwork',
  ];
  return ofPasswords.some((each) => each === name);
}

/** Forgets previous attempts after a successful one. */
export async function forgetAttempts(db: Kysely<Database>, counts: readonly Count[]): Promise<void> {
  await deleteCounters(
    db,
    counts.map(([limit, key]) => storedKey(limit, key)),
  );
}

/**
 * The limits of an attempt with a password. After a correct password, forget `account` only: if the attempts of the
 * network were forgotten too, a caller with one account could guess others without end.
 * @param deviceId a browser in which the user has authenticated with a second factor. It is counted separately, so that
 * guessing from elsewhere cannot lock the user out there.
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
 * The limits of a request for a recovery link, independent of how the account was spelled.
 * @param deviceId a browser in which the user has authenticated with a second factor. It is counted separately, so that
 * strangers cannot use up the owner's attempts.
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

/** The table stores digests of keys, because keys are phone numbers, email addresses and names. */
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
