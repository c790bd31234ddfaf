import type { PasswordRules } from '../../authentication/passwords/rules.ts';
import type { RegistrationActDependencies } from '../../authentication/registration/acts.ts';
import {
  findEndedRegistration,
  findRegistration,
  type Registration,
} from '../../authentication/registration/queries.ts';
import type { Config } from '../../base/config.ts';
import { hashToken } from '../../crypto/tokens.ts';
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

/** The registration of this browser that has expired. Its values fill in the form when the user starts again. */
export async function expiredRegistration(
  { db }: Pick<RegistrationDependencies, 'db'>,
  { cookies }: PageRequest,
): Promise<Registration | undefined> {
  const secret = cookies.get('registration');
  return secret === undefined ? undefined : findEndedRegistration(db, hashToken(secret));
}
