import type { PasswordRules } from '../../authentication/passwords/rules.ts';
import type { RegistrationActDependencies } from '../../authentication/registration/acts.ts';
import { findRegistration, type Registration } from '../../authentication/registration/queries.ts';
import type { Config } from '../../base/config.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';

/** The dependencies of the registration pages, which sign users in at the end. */
export interface RegistrationDependencies extends SignInDependencies, RegistrationActDependencies {
  readonly messages: SignInDependencies['messages'];
  readonly config: Pick<Config, 'linkConfirm' | 'isTestEnvironment'>;
  readonly passwordRules: PasswordRules;
}

/** The registration in progress in this browser. */
export async function currentRegistration(
  { db }: Pick<RegistrationDependencies, 'db'>,
  page: PageRequest,
): Promise<Registration | undefined> {
  const session = await page.session('registration');
  return session && findRegistration(db, session.sessionId);
}
