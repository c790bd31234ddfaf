import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { SendMail } from '../messages/background-mail.ts';
import { confirmEmailAddress } from '../users/email-addresses/validation.ts';
import { contactValidationPage } from './contact-validation.tsx';
import type { PageHandler } from './endpoint.tsx';

export interface EmailValidationParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sendMail: SendMail;
}

/** `GET /emailvalidation`, the link of a validation mail. */
export function emailValidationPage({ db, clock, sendMail }: EmailValidationParts): PageHandler {
  return contactValidationPage('email', async (key, secret) => {
    const confirmation = await confirmEmailAddress({ db, now: clock.now(), sendMail }, key, secret);
    if (confirmation.outcome === 'invalid') return confirmation;
    return { outcome: confirmation.outcome, contact: confirmation.address };
  });
}
