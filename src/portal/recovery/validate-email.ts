import { BadRequest, TooManyRequests } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { hasOpenEmailValidation, listEmailAddresses } from '../../users/email-addresses/queries.ts';
import { startEmailValidation } from '../../users/email-addresses/validation.ts';
import { addressWith } from '../../web/destination.ts';
import { afterSending, findRecoveredAccount, type RecoveryDependencies } from './dependencies.ts';
import { sentPage, validateEmailPage } from './views.tsx';

/** `GET /login/validateemail` */
export const showValidateEmail: PageHandler = (page) =>
  page.query.has('sent') ? sentPage(page, 'validate') : validateEmailPage(page);

/**
 * `POST /login/validateemail`: for people who never validated an address, a validation mail to each one of the profile.
 * The answer tells nothing about the account; only where the settings ask for it, JSON callers get 404, 409 and 412.
 */
export function validateEmail(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const typed = (values.username ?? '').trim();
    if (typed === '') {
      if (kind === 'json') throw new BadRequest();
      return validateEmailPage(page, { username: page.translate('recovery.usernameMissing') });
    }
    const account = await findRecoveredAccount(deps, page, typed);
    const outcome = account ? await send(deps, page, account.username) : 'unknown';
    if (kind === 'form') return { redirect: addressWith('/login/validateemail', afterSending(page)) };
    return deps.config.tellsRecoveryCodes ? oldAnswer(outcome) : { status: 200 };
  };
}

type Outcome = 'sent' | 'unknown' | 'noAddress' | 'alreadyValidated' | 'running';

function oldAnswer(outcome: Outcome): Answer {
  if (outcome === 'sent') return { status: 200 };
  if (outcome === 'unknown') return { status: 404, json: { error: 'user_not_found' } };
  if (outcome === 'noAddress') return { status: 412, json: { error: 'no_email_address' } };
  return { status: 409, json: { error: outcome === 'running' ? 'validation_pending' : 'already_validated' } };
}

/** Where codes are told, an open validation is not opened anew, as old clients expect. */
async function send(deps: RecoveryDependencies, page: PageRequest, username: string): Promise<Outcome> {
  const { db, publicUrl, queueMail } = deps;
  const notices = { publicUrl, messages: { queueMail } };
  const { now } = page;
  const actor = actorOfPage(page);
  const language = languageAsked(page);
  return inTransaction(db, async (trx) => {
    const all = await listEmailAddresses(trx, username);
    if (all.length === 0) return 'noAddress';
    if (all.some((entry) => entry.isValidated)) return 'alreadyValidated';
    if (deps.config.tellsRecoveryCodes && (await hasOpenEmailValidation(trx, username, now)))
      return 'running';
    for (const address of new Set(all.map((entry) => entry.address))) {
      const request = { username, address, language };
      await startEmailValidation(trx, notices, actor, request).catch(ignoreLimit);
    }
    return 'sent';
  });
}

function ignoreLimit(error: unknown): void {
  if (!(error instanceof TooManyRequests)) throw error;
}
