import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Passwords } from '../crypto/passwords.ts';
import type { Database } from '../db/database.ts';
import { ApiError } from '../errors.ts';
import type { CountCall } from '../http/call-limit.ts';
import type { QueueMail, QueueText } from '../outside/message-queue.ts';
import type { Visit, VisitParts } from '../pages/visit.ts';
import { findRegistration } from './queries.ts';
import type { RegistrationRow } from './tables.ts';

/** What registration is built from. */
export interface RegistrationParts extends VisitParts {
  readonly db: Kysely<Database>;
  readonly config: Pick<Config, 'passwords' | 'sessions' | 'linkConfirm'>;
  readonly passwords: Passwords;
  readonly queueMail: QueueMail;
  readonly queueText: QueueText;
  readonly countCall: CountCall;
}

/** The registration in progress in this browser. */
export async function currentRegistration(
  { db }: Pick<RegistrationParts, 'db'>,
  visit: Visit,
): Promise<RegistrationRow | undefined> {
  const session = await visit.session('registration');
  return session && findRegistration(db, session.session_id);
}

/** 401: there is no registration in this browser, or it has expired. */
export function registrationExpired(): ApiError {
  return new ApiError(401, 'registration_expired');
}
