import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { knownWords } from '../../authentication/passwords/known-words.ts';
import { proveEmail } from '../../authentication/registration/proofs.ts';
import { deleteRegistration, lockRegistration } from '../../authentication/registration/queries.ts';
import type { RegistrationRow } from '../../authentication/registration/tables.ts';
import { usernameBase } from '../../authentication/registration/username.ts';
import { startInteractive } from '../../authentication/sign-in/complete.ts';
import type { Actor } from '../../base/actor.ts';
import { ApiError, BadRequest, Conflict } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { joinByCode } from '../../organizations/invitations/answering.ts';
import type { Database } from '../../schema.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { insertRegisteredAccount } from '../../users/new-account.ts';
import { codeIn } from '../../web/form.ts';
import { startOver, tryPhoneCode } from './confirmation.ts';
import { continuationOf } from './continuation.ts';
import { currentRegistration, type RegistrationDependencies, registrationExpired } from './dependencies.ts';
import { donePage } from './views/done.tsx';
import { emailPage } from './views/email.tsx';
import { phoneInUsePage, wrongCodeText } from './views/phone.tsx';

/** `POST /register`: makes the account, once both contacts are confirmed, and signs the person in. */
export function complete(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const isJson = page.submission.kind === 'json';
    const row = await currentRegistration(deps, page);
    if (!row) {
      if (isJson) throw registrationExpired();
      return startOver;
    }
    const refusal = isJson ? await jsonObstacle(deps, page, row) : await pageObstacle(deps, page, row);
    if (refusal) return refusal;
    return finish(deps, page, row);
  };
}

async function finish(
  deps: RegistrationDependencies,
  page: PageRequest,
  row: RegistrationRow,
): Promise<Answer> {
  const isJson = page.submission.kind === 'json';
  const { password } = page.submission.values;
  const passwordHash = isJson && password ? await deps.passwords.hash(password) : row.password_hash;
  const place = placeAfter(page, row);
  try {
    await inTransaction(deps.db, (trx) => makeAccount(trx, deps, page, row.session_id, passwordHash));
  } catch (error) {
    return refusalOf(page, row, error);
  }
  if (isJson) return { status: 200, json: { redirecturl: place } };
  return { redirect: `/register/done?${new URLSearchParams({ continue: place })}` };
}

/** What old clients are told is missing; a code they bring along is tried first. */
async function jsonObstacle(
  deps: RegistrationDependencies,
  page: PageRequest,
  row: RegistrationRow,
): Promise<Answer | undefined> {
  const { password } = page.submission.values;
  const code = codeIn(page.submission, 'phonenumbercode');
  if (!row.phone_confirmed_at) {
    if (code === '') throw new BadRequest('phone_not_confirmed');
    const { outcome } = await tryPhoneCode(deps, page, row, code);
    if (outcome === 'expired') throw registrationExpired();
    if (outcome === 'wrong') return { status: 422, json: { error: 'invalid_sms_code' } };
  }
  if (!row.email_confirmed_at) throw new BadRequest('email_not_confirmed');
  const { first_name: firstName, last_name: lastName, email_address, phone_number } = row;
  const known = knownWords({ firstName, lastName, others: [email_address, phone_number] });
  const isBad = password && (await deps.passwordRules.findProblem(password, known));
  return isBad ? { status: 422, json: { error: 'invalid_password' } } : undefined;
}

/** On the page the address can be confirmed in the same step, with the code of the mail. */
async function pageObstacle(
  deps: RegistrationDependencies,
  page: PageRequest,
  { session_id, phone_confirmed_at }: RegistrationRow,
): Promise<Answer | undefined> {
  if (!phone_confirmed_at) return { redirect: '/register/phone' };
  const code = codeIn(page.submission, 'emailcode');
  return inTransaction(deps.db, async (trx) => {
    const row = await lockRegistration(trx, session_id);
    if (!row) return startOver;
    if (code === '' && !row.email_confirmed_at)
      return emailPage(page, row, { emailcode: page.translate('form.codeMissing') });
    const result = await proveEmail(trx, deps.sealing, row, { code }, page.now);
    if (result.outcome === 'confirmed' || result.outcome === 'alreadyConfirmed') return undefined;
    return emailPage(page, row, { emailcode: wrongCodeText(page, result) });
  });
}

/** The registration goes, the user comes: all of it or nothing. Whoever comes second finds no registration. */
async function makeAccount(
  trx: Transaction<Database>,
  deps: RegistrationDependencies,
  page: PageRequest,
  sessionId: string,
  passwordHash: string,
): Promise<void> {
  const { now, cookies } = page;
  const row = await deleteRegistration(trx, sessionId);
  if (!row?.phone_confirmed_at || !row.email_confirmed_at) throw registrationExpired();
  const account = {
    usernameBase: usernameBase(row.first_name, row.last_name),
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language,
    passwordHash,
    emailAddress: row.email_address,
    phoneNumber: row.phone_number,
  };
  const username = await insertRegisteredAccount(trx, account, now);
  const source = { ...actorOfPage(page), name: username };
  await recordAccount(trx, source, username, row);
  if (row.invitation_code_hash) {
    const codeHash = Buffer.from(row.invitation_code_hash);
    await joinByCode(trx, deps, source, { codeHash, username });
  }
  await deps.sessions.end(trx, cookies, 'registration');
  await deps.sessions.end(trx, cookies, 'pending_login');
  const proofs = { amr: ['pwd', 'sms'], is_kept_signed_in: false, authenticated_at: now, method: undefined };
  await startInteractive(deps, trx, page, { ...proofs, username, client_id: null });
}

async function recordAccount(
  trx: Transaction<Database>,
  source: Actor,
  username: string,
  { email_address, phone_number }: RegistrationRow,
): Promise<void> {
  const [address, number] = [maskEmailAddress(email_address), maskPhoneNumber(phone_number)];
  await recordEvent(trx, source, 'account.created', { username });
  await recordEvent(trx, source, 'phone.validated', { username, contact: number });
  await recordEvent(trx, source, 'email.validated', { username, contact: address });
}

/** Somebody else proved to own a contact in the meantime, or another request of this browser was faster. */
function refusalOf(page: PageRequest, row: RegistrationRow, error: unknown): Answer {
  const isForm = page.submission.kind === 'form';
  if (isForm && error instanceof ApiError && error.code === 'registration_expired') return startOver;
  if (!(error instanceof Conflict)) throw error;
  const isPhone = error.code === 'phonenumber_in_use';
  if (isForm) return phoneInUsePage(page, row, isPhone ? 'phone' : 'email');
  return { status: 422, json: { error: isPhone ? 'phone_already_used' : 'email_already_used' } };
}

/** The query of this request, what the page gave along, or the query with which the registration began. */
function placeAfter({ query, submission }: PageRequest, { redirect_params }: RegistrationRow): string {
  const given = new URLSearchParams((submission.values.redirectparams ?? '').replace(/^\?/, ''));
  const candidates = [query, given, new URLSearchParams(redirect_params)].map(continuationOf);
  return candidates.find((place) => place !== '/') ?? '/';
}

/** `GET /register/done`: the username that was made, which the person has not seen before. */
export const showDone: PageHandler = async (page) => {
  const session = await page.session('interactive');
  return session?.username ? donePage(page, session.username) : { redirect: '/login' };
};
