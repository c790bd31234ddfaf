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
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { tellUser } from '../../users/notices/tell-user.ts';
import { findPassword, lockUser, setPasswordHash } from '../../users/queries.ts';
import { addressWith } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';
import { type RecoveryParts, returnOf } from './parts.ts';
import { deadLinkPage, resetPage, sentPage } from './views.tsx';

/** `GET /login/resetpassword/{token}`: looking at it does not use it up. */
export function showResetPassword(parts: RecoveryParts): PageHandler {
  return async (visit) => {
    const token = String(visit.request.params.token ?? '');
    const found = await findResetToken(parts.db, hashToken(token), visit.now);
    if (!found) return deadLinkPage(visit);
    const page = resetPage(visit, { token, username: found.username });
    return withBranding(parts, visit, new URLSearchParams(returnOf(found, visit)), page);
  };
}

/** `GET /login/resetpassword`: what the form leads to. */
export const showResetDone: PageHandler = (visit) =>
  visit.query.has('done') ? sentPage(visit, 'done') : { redirect: '/login/forgotpassword' };

/**
 * `POST /login/resetpassword`: a new password for the user of the token, whoever else the form may name. It ends all
 * that was got with the old one; the second factors and the user's own API keys stay.
 */
export function resetPassword(parts: RecoveryParts): PageHandler {
  return async (visit) => {
    const { kind, values } = visit.submission;
    const { token = '', password = '' } = values;
    const isForm = kind === 'form';
    if (!isForm && (token === '' || password === '')) throw new BadRequest();
    const found = await findResetToken(parts.db, hashToken(token), visit.now);
    if (!found || isOfAnother(found, visit)) return isForm ? deadLinkPage(visit) : unknownToken();
    const known = await findKnownWords(parts.db, found.username);
    const problem = await parts.passwordRules.findProblem(password, known);
    const differs = isForm && values.passwordrepeat !== password;
    if (problem || differs) {
      const query = new URLSearchParams(returnOf(found, visit));
      const answer = refuse(parts, visit, { token, username: found.username }, problem);
      return withBranding(parts, visit, query, answer);
    }
    const hash = await parts.passwords.hash(password);
    const isDone = await inTransaction(parts.db, (trx) => replace(parts, trx, visit, found, hash));
    if (!isDone) return isForm ? deadLinkPage(visit) : unknownToken();
    if (!isForm) return { status: 204 };
    const back = ['done=1', returnOf(found, visit)].filter(Boolean).join('&');
    return { redirect: addressWith('/login/resetpassword', back) };
  };
}

/** A form that names somebody means that somebody. */
function isOfAnother({ username }: PasswordResetTokenRow, { submission }: Visit): boolean {
  const { login, username: named } = submission.values;
  return [login, named].some((name) => name !== undefined && name.trim().toLowerCase() !== username);
}

function unknownToken(): Answer {
  throw new NotFound('token_not_found');
}

function refuse(
  { passwordRules: { minimumLength: minimum } }: RecoveryParts,
  visit: Visit,
  asked: { token: string; username: string },
  problem: PasswordProblem | undefined,
): Answer {
  if (visit.submission.kind === 'json') return { status: 422, json: { error: 'invalid_password' } };
  const { translate } = visit;
  if (!problem) return resetPage(visit, asked, { passwordrepeat: translate('password.differs') });
  return resetPage(visit, asked, { password: translate(`password.${problem}`, { minimum }) });
}

/** @returns false when the token was spent, or the password changed, since it was looked at */
async function replace(
  { queueMail, publicUrl }: RecoveryParts,
  trx: Transaction<Database>,
  visit: Visit,
  token: PasswordResetTokenRow,
  hash: string,
): Promise<boolean> {
  const { username, password_version } = token;
  const { now } = visit;
  await lockUser(trx, username);
  if (!(await deleteResetTokens(trx, token))) return false;
  const current = await findPassword(trx, username);
  if ((current?.version ?? 0) !== password_version) return false;
  await setPasswordHash(trx, username, hash, now);
  const hadSessions = await deleteSessions(trx, username);
  await deleteTrustedDevices(trx, username);
  await endGrantsOfUser(trx, username);
  const source = actorOfPage(visit);
  await recordEvent(trx, source, 'password.reset', { username });
  if (hadSessions) await recordEvent(trx, source, 'session.ended', { username, sessions: 'all' });
  const link = `${publicUrl}/login/forgotpassword`;
  const notice = { template: 'passwordResetNotice', username };
  await tellUser(queueMail, trx, username, notice, (language, address) =>
    passwordResetNotice(language, { address, username, at: now, link }),
  );
  return true;
}
