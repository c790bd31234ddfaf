import { recordEvent } from '../../../audit/record-event.ts';
import { checkPassword } from '../../../authentication/passwords/check.ts';
import { findKnownWords } from '../../../authentication/passwords/known-words.ts';
import type { PasswordRules } from '../../../authentication/passwords/rules.ts';
import type { SignInAccount } from '../../../authentication/sign-in/queries.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { deleteSessions, updateSession } from '../../../sessions/queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { Visit } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import { tellFactorChange } from '../../../users/notices/security-changes.ts';
import { updatePasswordHash } from '../../../users/queries.ts';
import type { SignInParts } from '../../sign-in/parts.ts';
import { forSignedIn, type SignedIn } from '../signed-in.ts';
import { overview, securityPath } from './overview.tsx';

export interface SecurityParts extends SignInParts {
  readonly passwordRules: PasswordRules;
}

/**
 * `POST /account/security`: a new password, for who knows the present one. This browser stays signed in, with a new
 * cookie; all others are signed out.
 */
export function changePassword(parts: SecurityParts): PageHandler {
  return forSignedIn(async (visit, own) => {
    const { password = '' } = visit.submission.values;
    const errors = await problemsWith(parts, visit, own);
    if (Object.keys(errors).length > 0) return overview(parts, visit, own, errors);
    const account = await currentAccount(parts, visit, own);
    const wrong = { currentpassword: visit.translate('confirm.wrong') };
    if (!account) return overview(parts, visit, own, wrong);
    const hash = await parts.passwords.hash(password);
    if (!(await replace(parts, visit, own, account, hash))) return overview(parts, visit, own, wrong);
    await parts.sessions.rotate(parts.db, visit.cookies, own);
    return { redirect: `${securityPath}?changed=1` };
  });
}

/** What is wrong with the new password; the present one is not looked at. */
async function problemsWith(
  { db, passwordRules }: SecurityParts,
  { submission: { values }, translate }: Visit,
  { username }: SignedIn,
): Promise<FormErrors> {
  const { password = '', passwordrepeat } = values;
  const problem = await passwordRules.findProblem(password, await findKnownWords(db, username));
  const { minimumLength: minimum } = passwordRules;
  if (problem) return { password: translate(`password.${problem}`, { minimum }) };
  return passwordrepeat === password ? {} : { passwordrepeat: translate('password.differs') };
}

async function currentAccount(
  parts: SecurityParts,
  visit: Visit,
  { username }: SignedIn,
): Promise<SignInAccount | undefined> {
  const password = visit.submission.values.currentpassword ?? '';
  const account = await checkPassword(parts, visit, { login: username, password, clientId: undefined });
  return account?.username === username ? account : undefined;
}

/** @returns false when the password changed since it was checked */
function replace(
  parts: SecurityParts,
  visit: Visit,
  own: SignedIn,
  { username, version }: SignInAccount,
  hash: string,
): Promise<boolean> {
  const { now } = visit;
  return inTransaction(parts.db, async (trx) => {
    if (!(await updatePasswordHash(trx, { username, version: version ?? 0 }, hash, now))) return false;
    const hadOthers = await deleteSessions(trx, username, own.session_id);
    await updateSession(trx, own.session_id, { proved_at: now });
    const source = actorOfPage(visit, own);
    await recordEvent(trx, source, 'password.changed', { username });
    if (hadOthers) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
    await tellFactorChange(parts, trx, username, 'passwordChanged', now);
    return true;
  });
}
