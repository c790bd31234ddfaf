import type { PasswordRules } from '../../authentication/passwords/rules.ts';
import { findRegistration } from '../../authentication/registration/queries.ts';
import type { RegistrationRow } from '../../authentication/registration/tables.ts';
import type { Config } from '../../base/config.ts';
import { ApiError } from '../../base/errors.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';

/** What registration is built from; in the end it signs people in. */
export interface RegistrationDependencies extends SignInDependencies {
  readonly config: Pick<Config, 'sessions' | 'linkConfirm' | 'isTestEnvironment'>;
  readonly passwordRules: PasswordRules;
}

/** The registration in progress in this browser. */
export async function currentRegistration(
  { db }: Pick<RegistrationDependencies, 'db'>,
  page: PageRequest,
): Promise<RegistrationRow | undefined> {
  const session = await page.session('registration');
  return session && findRegistration(db, session.session_id);
}

/** 401: there is no registration in this browser, or it has expired. */
export function registrationExpired(): ApiError {
  return new ApiError(401, 'registration_expired');
}
