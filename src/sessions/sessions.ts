import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { SessionSettings } from '../base/config.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { Cookies } from '../web/cookies.ts';
import { type EndingDependencies, endSessions, replaceSessions } from './ending.ts';
import { type FoundSession, findSession, insertSession, touchSession, updateSecret } from './queries.ts';
import { isForUser, type Session, type SessionPurpose } from './session.ts';

/** What a new session starts with. */
export interface NewSession {
  readonly purpose: SessionPurpose;
  readonly username?: string | undefined;
  readonly clientId?: string | undefined;
  /** The query of the authorize request, or of the page, to continue with afterwards. */
  readonly returnQuery?: string;
  readonly isKeptSignedIn?: boolean;
  /** How the user authenticated (RFC 8176). */
  readonly amr?: readonly string[];
  readonly authenticatedAt?: Date;
  readonly userAgent?: string;
  readonly maskedIp?: string;
}

/** The sessions of one browser, identified by cookies that change with every rise in privilege. */
export interface Sessions {
  /** Finds the live session of a purpose and extends it. */
  find(cookies: Cookies, purpose: SessionPurpose, now: Date): Promise<FoundSession | undefined>;
  /** Same as `find`, by the value of a cookie. */
  findBySecret(secret: string, purpose: SessionPurpose, now: Date): Promise<FoundSession | undefined>;
  /**
   * Starts a session. It replaces the browser's session of the same purpose; if a user is signed in with it, it
   * replaces every session in which a user is signed in.
   * @returns the new session
   */
  start(trx: Transaction<Database>, cookies: Cookies, session: NewSession, now: Date): Promise<Session>;
  /** Replaces the cookie of a session, as a rise in privilege demands. */
  rotate(db: Kysely<Database>, cookies: Cookies, session: Session): Promise<void>;
  end(trx: Transaction<Database>, cookies: Cookies, purposes: readonly SessionPurpose[]): Promise<void>;
}

export function createSessions(
  db: Kysely<Database>,
  settings: SessionSettings,
  deps: EndingDependencies,
): Sessions {
  async function findBySecret(secret: string, purpose: SessionPurpose, now: Date) {
    const session = await findSession(db, hashToken(secret), purpose, now);
    if (session) await keepAlive(db, settings, session, now);
    return session;
  }

  return {
    findBySecret,

    async find(cookies, purpose, now) {
      const secret = cookies.get(purpose);
      return secret === undefined ? undefined : findBySecret(secret, purpose, now);
    },

    async start(trx, cookies, given, now) {
      const purposes = isForUser(given) ? forUsers : [given.purpose];
      const secretHashes = hashesIn(cookies, purposes);
      const secret = randomToken(tokenBytes.session);
      const session = newSession(settings, given, now);
      await insertSession(trx, session, hashToken(secret));
      if (secretHashes.length > 0) await replaceSessions(trx, deps, { secretHashes }, session);
      for (const purpose of purposes) cookies.remove(purpose);
      cookies.set(given.purpose, secret, cookieSeconds(settings, session));
      return session;
    },

    async rotate(target, cookies, session) {
      const secret = randomToken(tokenBytes.session);
      await updateSecret(target, session.sessionId, hashToken(secret));
      cookies.set(session.purpose, secret, cookieSeconds(settings, session));
    },

    async end(trx, cookies, purposes) {
      const secretHashes = hashesIn(cookies, purposes);
      if (secretHashes.length > 0) await endSessions(trx, deps, { secretHashes });
      for (const purpose of purposes) cookies.remove(purpose);
    },
  };
}

const forUsers = ['interactive', 'protected'] as const satisfies SessionPurpose[];

function hashesIn(cookies: Cookies, purposes: readonly SessionPurpose[]): Buffer[] {
  return purposes.flatMap((purpose) => {
    const secret = cookies.get(purpose);
    return secret === undefined ? [] : [hashToken(secret)];
  });
}

function newSession(settings: SessionSettings, given: NewSession, now: Date): Session {
  const { idle, total } = lifetimeOf(settings, given.purpose, given.isKeptSignedIn ?? false);
  return {
    sessionId: randomUUID(),
    purpose: given.purpose,
    username: given.username ?? null,
    clientId: given.clientId ?? null,
    returnQuery: given.returnQuery ?? '',
    isKeptSignedIn: given.isKeptSignedIn ?? false,
    amr: given.amr ?? [],
    authenticatedAt: given.authenticatedAt ?? null,
    reauthenticatedAt: given.authenticatedAt ?? null,
    userAgent: given.userAgent ?? '',
    maskedIp: given.maskedIp ?? '',
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: after(now, idle),
    expiresAt: after(now, total),
  };
}

/** Seconds until an unused session ends, and until any session ends. */
function lifetimeOf(
  settings: SessionSettings,
  purpose: SessionPurpose,
  isKept: boolean,
): { idle: number; total: number } {
  if (purpose === 'interactive') return isKept ? settings.keptSignedIn : settings.interactive;
  const idle = {
    registration: settings.registration,
    pending_login: settings.pendingLogin,
    protected: settings.protected,
  }[purpose];
  return { idle, total: 24 * 3600 };
}

/** "Keep me signed in" outlives the browser. Every other session ends with the browser, or earlier on the server. */
function cookieSeconds(settings: SessionSettings, session: Session): number | undefined {
  return session.isKeptSignedIn ? settings.keptSignedIn.total : undefined;
}

/** A session is extended at most once in this time, however many requests there are. */
const touchSeconds = 60;

async function keepAlive(
  db: Kysely<Database>,
  settings: SessionSettings,
  session: Session,
  now: Date,
): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < touchSeconds * 1000) return;
  const { idle } = lifetimeOf(settings, session.purpose, session.isKeptSignedIn);
  await touchSession(db, session.sessionId, now, after(now, idle));
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
