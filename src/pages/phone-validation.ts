import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { QueueMail } from '../outside/message-queue.ts';
import { confirmPhoneNumberByLink } from '../users/phone-numbers/validation.ts';
import { contactValidationPage } from './contact-validation.tsx';
import type { PageHandler } from './endpoint.tsx';

export interface PhoneValidationParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly queueMail: QueueMail;
}

/** `GET /phonevalidation`, the link of a text message. */
export function phoneValidationPage({ db, clock, queueMail }: PhoneValidationParts): PageHandler {
  return contactValidationPage('phone', async (key, code) => {
    const confirmation = await confirmPhoneNumberByLink({ db, now: clock.now(), queueMail }, key, code);
    if (confirmation.outcome === 'invalidKey' || confirmation.outcome === 'invalidCode')
      return { outcome: 'invalid' };
    return { outcome: confirmation.outcome, contact: confirmation.number };
  });
}
