import { recordEvent } from '../../../audit/record-event.ts';
import { checkPassword } from '../../../authentication/passwords/check.ts';
import { findKnownWords } from '../../../authentication/passwords/known-words.ts';
import type { PasswordRules } from '../../../authentication/passwords/rules.ts';
import type { SignInAccount } from '../../../authentication/sign-in/queries.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { deleteSessions, updateSession } from '../../../sessions/queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import { tellFactorChange } from '../../../users/notices/security-changes.ts';
import { updatePasswordHash } from '../../../users/queries.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn, type SignedIn } from '../signed-in.ts';
import { overview, securityPath } from './overview.tsx';

export interface SecurityDependencies extends SignInDependencies {
  readonly passwordRules: PasswordRules;
}

/**
 * `POST /account/security`: a new password, for who knows the present one. This browser stays signed in, with a new
 * cookie; all others are signed out.
 */
export function changePassword(deps: SecurityDependencies): PageHandler {
  return forSignedIn(async (page, own) => {
    const { password = '' } = page.submission.values;
    const errors = await problemsWith(deps, page, own);
    if (Object.keys(errors).length > 0) return overview(deps, page, own, errors);
    const account = await currentAccount(deps, page, own);
    const wrong = { currentpassword: page.translate('confirm.wrong') };
    if (!account) return overview(deps, page, own, wrong);
    const hash = await deps.passwords.hash(password);
    if (!(await replace(deps, page, own, account, hash))) return overview(deps, page, own, wrong);
    await deps.sessions.rotate(deps.db, page.cookies, own);
    return { redirect: `${securityPath}?changed=1` };
  });
}

/** What is wrong with the new password; the present one is not looked at. */
async function problemsWith(
  { db, passwordRules }: SecurityDependencies,
  { submission: { values }, translate }: PageRequest,
  { username }: SignedIn,
): Promise<FormErrors> {
  const { password = '', passwordrepeat } = values;
  const problem = await passwordRules.findProblem(password, await findKnownWords(db, username));
  const { minimumLength: minimum } = passwordRules;
  if (problem) return { password: translate(`password.${problem}`, { minimum }) };
  return passwordrepeat === password ? {} : { passwordrepeat: translate('password.differs') };
}

async function currentAccount(
  deps: SecurityDependencies,
  page: PageRequest,
  { username }: SignedIn,
): Promise<SignInAccount | undefined> {
  const password = page.submission.values.currentpassword ?? '';
  const account = await checkPassword(deps, page, { login: username, password, clientId: undefined });
  return account?.username === username ? account : undefined;
}

/** @returns false when the password changed since it was checked */
function replace(
  deps: SecurityDependencies,
  page: PageRequest,
  own: SignedIn,
  { username, version }: SignInAccount,
  hash: string,
): Promise<boolean> {
  const { now } = page;
  return inTransaction(deps.db, async (trx) => {
    if (!(await updatePasswordHash(trx, { username, version: version ?? 0 }, hash, now))) return false;
    const hadOthers = await deleteSessions(trx, username, own.session_id);
    await updateSession(trx, own.session_id, { proved_at: now });
    const source = actorOfPage(page, own);
    await recordEvent(trx, source, 'password.changed', { username });
    if (hadOthers) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
    await tellFactorChange(deps, trx, username, 'passwordChanged', now);
    return true;
  });
}
