import type { Config } from '../config.ts';
import { ApiError } from '../errors.ts';
import type { Visit } from '../pages/visit.ts';
import type { SignInParts } from '../sign-in/parts.ts';
import type { PasswordRules } from '../users/password-rules.ts';
import { findRegistration } from './queries.ts';
import type { RegistrationRow } from './tables.ts';

/** What registration is built from; in the end it signs people in. */
export interface RegistrationParts extends SignInParts {
  readonly config: Pick<Config, 'sessions' | 'linkConfirm' | 'isTestEnvironment'>;
  readonly passwordRules: PasswordRules;
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
