import type { LinkMode } from '../../base/config.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { findPendingPhoneValidation } from '../../users/phone-numbers/queries.ts';
import {
  confirmPhoneNumberByLink,
  type PhoneConfirmationDependencies,
} from '../../users/phone-numbers/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface PhoneValidationDependencies extends PhoneConfirmationDependencies {
  readonly linkConfirm: LinkMode;
}

/** `/phonevalidation`, the link of an SMS. */
export function phoneValidationPages(deps: PhoneValidationDependencies): ContactPages {
  return contactValidationPages({
    kind: 'phone',
    mode: deps.linkConfirm,
    async isAskedHere(page, key) {
      const session = await page.session('interactive');
      if (!session) return false;
      const pending = await findPendingPhoneValidation(deps.db, hashToken(key), page.now);
      return pending?.username === session.username;
    },
    async confirm(actor, key, code) {
      const confirmation = await confirmPhoneNumberByLink(deps, actor, { key, code });
      if (confirmation.outcome === 'invalidKey' || confirmation.outcome === 'invalidCode')
        return { outcome: 'invalid' };
      return { outcome: confirmation.outcome, contact: confirmation.number };
    },
  });
}
