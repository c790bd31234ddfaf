import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import type { LinkConfirmSettings } from '../../base/config.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { confirmPhoneNumberByLink } from '../../users/phone-numbers/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface PhoneValidationDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly queueMail: QueueMail;
  readonly publicUrl: string;
  readonly linkConfirm: LinkConfirmSettings;
}

/** `/phonevalidation`, the link of a text message. */
export function phoneValidationPages(deps: PhoneValidationDependencies): ContactPages {
  const { db, clock, queueMail, publicUrl, linkConfirm } = deps;
  return contactValidationPages({
    kind: 'phone',
    mode: linkConfirm.contact,
    async confirm(source, key, code) {
      const confirmation = await confirmPhoneNumberByLink(
        { db, now: clock.now(), queueMail, publicUrl, source },
        key,
        code,
      );
      if (confirmation.outcome === 'invalidKey' || confirmation.outcome === 'invalidCode')
        return { outcome: 'invalid' };
      return { outcome: confirmation.outcome, contact: confirmation.number };
    },
  });
}
