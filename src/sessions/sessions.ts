import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { SessionSettings } from '../base/config.ts';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import type { Cookies } from '../web/cookies.ts';
import {
  deleteSession,
  type FoundSession,
  findSession,
  insertSession,
  touchSession,
  updateSecret,
} from './queries.ts';
import type { Session, SessionPurpose } from './session.ts';

/** What a new session starts with. */
export interface NewSession {
  readonly purpose: SessionPurpose;
  readonly username?: string | undefined;
  readonly clientId?: string | undefined;
  /** The query of the authorize request, or of the page, to go on with afterwards. */
  readonly returnQuery?: string;
  readonly isKeptSignedIn?: boolean;
  /** How the user was recognised (RFC 8176). */
  readonly amr?: readonly string[];
  readonly authenticatedAt?: Date;
  readonly userAgent?: string;
  readonly maskedIp?: string;
}

/** Sessions of one browser: found by its cookies, which change with every rise in privilege. */
export interface Sessions {
  /** The live session of a purpose; using it keeps it alive. */
  find(cookies: Cookies, purpose: SessionPurpose, now: Date): Promise<FoundSession | undefined>;
  /** The same by the value of a cookie. */
  findBySecret(secret: string, purpose: SessionPurpose, now: Date): Promise<FoundSession | undefined>;
  /** Starts a session in place of the browser's earlier one of the same purpose. @returns the new session */
  start(db: Kysely<Database>, cookies: Cookies, session: NewSession, now: Date): Promise<Session>;
  /** Gives a session a new cookie, as a rise in privilege demands. */
  rotate(db: Kysely<Database>, cookies: Cookies, session: Session): Promise<void>;
  end(db: Kysely<Database>, cookies: Cookies, purpose: SessionPurpose): Promise<void>;
}

export function createSessions(db: Kysely<Database>, settings: SessionSettings): Sessions {
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

    async start(target, cookies, given, now) {
      const earlier = cookies.get(given.purpose);
      if (earlier !== undefined) await deleteSession(target, hashToken(earlier));
      const secret = randomToken(tokenBytes.session);
      const session = newSession(settings, given, now);
      await insertSession(target, session, hashToken(secret));
      cookies.set(given.purpose, secret, cookieSeconds(settings, session));
      return session;
    },

    async rotate(target, cookies, session) {
      const secret = randomToken(tokenBytes.session);
      await updateSecret(target, session.sessionId, hashToken(secret));
      cookies.set(session.purpose, secret, cookieSeconds(settings, session));
    },

    async end(target, cookies, purpose) {
      const secret = cookies.get(purpose);
      if (secret !== undefined) await deleteSession(target, hashToken(secret));
      cookies.remove(purpose);
    },
  };
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

/** Seconds without use, and seconds in all. */
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

/** "Keep me signed in" outlives the browser; every other session ends with it, or earlier on the server. */
function cookieSeconds(settings: SessionSettings, session: Session): number | undefined {
  return session.isKeptSignedIn ? settings.keptSignedIn.total : undefined;
}

/** One write a minute at most, however many requests there are. */
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
