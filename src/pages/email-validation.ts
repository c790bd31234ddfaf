import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { QueueMail } from '../outside/message-queue.ts';
import { confirmEmailAddress } from '../users/email-addresses/validation.ts';
import { contactValidationPage } from './contact-validation.tsx';
import type { PageHandler } from './endpoint.tsx';

export interface EmailValidationParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly queueMail: QueueMail;
}

/** `GET /emailvalidation`, the link of a validation mail. */
export function emailValidationPage({ db, clock, queueMail }: EmailValidationParts): PageHandler {
  return contactValidationPage('email', async (key, secret) => {
    const confirmation = await confirmEmailAddress({ db, now: clock.now(), queueMail }, key, secret);
    if (confirmation.outcome === 'invalid') return confirmation;
    return { outcome: confirmation.outcome, contact: confirmation.address };
  });
}
