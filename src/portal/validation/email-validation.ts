import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import type { LinkConfirmSettings } from '../../base/config.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { confirmEmailAddress } from '../../users/email-addresses/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface EmailValidationDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly queueMail: QueueMail;
  readonly publicUrl: string;
  readonly linkConfirm: LinkConfirmSettings;
}

/** `/emailvalidation`, the link of a validation mail. */
export function emailValidationPages(deps: EmailValidationDependencies): ContactPages {
  const { db, clock, queueMail, publicUrl, linkConfirm } = deps;
  return contactValidationPages({
    kind: 'email',
    mode: linkConfirm.contact,
    async confirm(source, key, secret) {
      const confirmation = await confirmEmailAddress(
        { db, now: clock.now(), queueMail, publicUrl, source },
        key,
        secret,
      );
      if (confirmation.outcome === 'invalid') return confirmation;
      return { outcome: confirmation.outcome, contact: confirmation.address };
    },
  });
}
