import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { deleteTrustedDevices } from '../../authentication/devices/queries.ts';
import { findKnownWords } from '../../authentication/passwords/known-words.ts';
import type { PasswordProblem } from '../../authentication/passwords/rules.ts';
import { deleteResetTokens, findResetToken } from '../../authentication/recovery/queries.ts';
import type { PasswordResetTokenRow } from '../../authentication/recovery/tables.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { passwordResetNotice } from '../../mail/recovery-mails.ts';
import type { Database } from '../../schema.ts';
import { deleteSessions } from '../../sessions/queries.ts';
import { endGrantsOfUser } from '../../tokens/revocation.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { tellUser } from '../../users/notices/tell-user.ts';
import { findPassword, lockUser, setPasswordHash } from '../../users/queries.ts';
import { addressWith } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';
import { type RecoveryDependencies, returnOf } from './dependencies.ts';
import { deadLinkPage, resetPage, sentPage } from './views.tsx';

/** `GET /login/resetpassword/{token}`: looking at it does not use it up. */
export function showResetPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const token = String(page.request.params.token ?? '');
    const found = await findResetToken(deps.db, hashToken(token), page.now);
    if (!found) return deadLinkPage(page);
    const answer = resetPage(page, { token, username: found.username });
    return withBranding(deps, page, new URLSearchParams(returnOf(found, page)), answer);
  };
}

/** `GET /login/resetpassword`: what the form leads to. */
export const showResetDone: PageHandler = (page) =>
  page.query.has('done') ? sentPage(page, 'done') : { redirect: '/login/forgotpassword' };

/**
 * `POST /login/resetpassword`: a new password for the user of the token, whoever else the form may name. It ends all
 * that was got with the old one; the second factors and the user's own API keys stay.
 */
export function resetPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const { token = '', password = '' } = values;
    const isForm = kind === 'form';
    if (!isForm && (token === '' || password === '')) throw new BadRequest();
    const found = await findResetToken(deps.db, hashToken(token), page.now);
    if (!found || isOfAnother(found, page)) return isForm ? deadLinkPage(page) : unknownToken();
    const known = await findKnownWords(deps.db, found.username);
    const problem = await deps.passwordRules.findProblem(password, known);
    const differs = isForm && values.passwordrepeat !== password;
    if (problem || differs) {
      const query = new URLSearchParams(returnOf(found, page));
      const answer = refuse(deps, page, { token, username: found.username }, problem);
      return withBranding(deps, page, query, answer);
    }
    const hash = await deps.passwords.hash(password);
    const isDone = await inTransaction(deps.db, (trx) => replace(deps, trx, page, found, hash));
    if (!isDone) return isForm ? deadLinkPage(page) : unknownToken();
    if (!isForm) return { status: 204 };
    const back = ['done=1', returnOf(found, page)].filter(Boolean).join('&');
    return { redirect: addressWith('/login/resetpassword', back) };
  };
}

/** A form that names somebody means that somebody. */
function isOfAnother({ username }: PasswordResetTokenRow, { submission }: PageRequest): boolean {
  const { login, username: named } = submission.values;
  return [login, named].some((name) => name !== undefined && name.trim().toLowerCase() !== username);
}

function unknownToken(): Answer {
  throw new NotFound('token_not_found');
}

function refuse(
  { passwordRules: { minimumLength: minimum } }: RecoveryDependencies,
  page: PageRequest,
  asked: { token: string; username: string },
  problem: PasswordProblem | undefined,
): Answer {
  if (page.submission.kind === 'json') return { status: 422, json: { error: 'invalid_password' } };
  const { translate } = page;
  if (!problem) return resetPage(page, asked, { passwordrepeat: translate('password.differs') });
  return resetPage(page, asked, { password: translate(`password.${problem}`, { minimum }) });
}

/** @returns false when the token was spent, or the password changed, since it was looked at */
async function replace(
  { queueMail, publicUrl }: RecoveryDependencies,
  trx: Transaction<Database>,
  page: PageRequest,
  token: PasswordResetTokenRow,
  hash: string,
): Promise<boolean> {
  const { username, password_version } = token;
  const { now } = page;
  await lockUser(trx, username);
  if (!(await deleteResetTokens(trx, token))) return false;
  const current = await findPassword(trx, username);
  if ((current?.version ?? 0) !== password_version) return false;
  await setPasswordHash(trx, username, hash, now);
  const hadSessions = await deleteSessions(trx, username);
  await deleteTrustedDevices(trx, username);
  await endGrantsOfUser(trx, username);
  const source = actorOfPage(page);
  await recordEvent(trx, source, 'password.reset', { username });
  if (hadSessions) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
  const link = `${publicUrl}/login/forgotpassword`;
  const notice = { template: 'passwordResetNotice', username };
  await tellUser(queueMail, trx, username, notice, (language, address) =>
    passwordResetNotice(language, { address, username, at: now, link }),
  );
  return true;
}
