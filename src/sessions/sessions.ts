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
  updateSession,
} from './queries.ts';
import type { SessionRow } from './tables.ts';

/**
 * Who sits at a browser, as the server remembers it.
 *
 * - `registration`: somebody who fills in the registration pages
 * - `pending_login`: the password was right, the second factor is missing
 * - `interactive`: signed in; may do everything with the own account
 * - `protected`: the password was right and the second factor is remembered for one client; good for that client's
 *   authorize requests only
 */
export type Session = Omit<SessionRow, 'secret_hash'>;
export type SessionPurpose = Session['purpose'];

/** What a new session starts with. */
export interface NewSession {
  readonly purpose: SessionPurpose;
  readonly username?: string | undefined;
  readonly clientId?: string | undefined;
  /** The query of the authorize request, or of the page, to go on with afterwards. */
  readonly returnQuery?: string;
  readonly isKeptSignedIn?: boolean;
  /** How the person was recognised (RFC 8176). */
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
      const session = newRow(settings, given, now);
      await insertSession(target, { ...session, secret_hash: hashToken(secret) });
      cookies.set(given.purpose, secret, cookieSeconds(settings, session));
      return session;
    },

    async rotate(target, cookies, session) {
      const secret = randomToken(tokenBytes.session);
      await updateSession(target, session.session_id, { secret_hash: hashToken(secret) });
      cookies.set(session.purpose, secret, cookieSeconds(settings, session));
    },

    async end(target, cookies, purpose) {
      const secret = cookies.get(purpose);
      if (secret !== undefined) await deleteSession(target, hashToken(secret));
      cookies.remove(purpose);
    },
  };
}

function newRow(settings: SessionSettings, given: NewSession, now: Date): Session {
  const { idle, total } = lifetimeOf(settings, given.purpose, given.isKeptSignedIn ?? false);
  return {
    session_id: randomUUID(),
    purpose: given.purpose,
    username: given.username ?? null,
    client_id: given.clientId ?? null,
    return_query: given.returnQuery ?? '',
    is_kept_signed_in: given.isKeptSignedIn ?? false,
    amr: [...(given.amr ?? [])],
    authenticated_at: given.authenticatedAt ?? null,
    proved_at: given.authenticatedAt ?? null,
    voided_codes: 0,
    user_agent: given.userAgent ?? '',
    masked_ip: given.maskedIp ?? '',
    place: '',
    created_at: now,
    last_seen_at: now,
    idle_expires_at: after(now, idle),
    expires_at: after(now, total),
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
  return session.is_kept_signed_in ? settings.keptSignedIn.total : undefined;
}

/** One write a minute at most, however many requests there are. */
const touchSeconds = 60;

async function keepAlive(
  db: Kysely<Database>,
  settings: SessionSettings,
  session: Session,
  now: Date,
): Promise<void> {
  if (now.getTime() - session.last_seen_at.getTime() < touchSeconds * 1000) return;
  const { idle } = lifetimeOf(settings, session.purpose, session.is_kept_signed_in);
  await touchSession(db, session.session_id, now, after(now, idle));
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
