import type { LinkConfirmSettings } from '../../base/config.ts';
import {
  confirmPhoneNumberByLink,
  type PhoneConfirmationDependencies,
} from '../../users/phone-numbers/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface PhoneValidationDependencies extends PhoneConfirmationDependencies {
  readonly linkConfirm: LinkConfirmSettings;
}

/** `/phonevalidation`, the link of a text message. */
export function phoneValidationPages(deps: PhoneValidationDependencies): ContactPages {
  return contactValidationPages({
    kind: 'phone',
    mode: deps.linkConfirm.contact,
    async confirm(actor, key, code) {
      const confirmation = await confirmPhoneNumberByLink(deps, actor, { key, code });
      if (confirmation.outcome === 'invalidKey' || confirmation.outcome === 'invalidCode')
        return { outcome: 'invalid' };
      return { outcome: confirmation.outcome, contact: confirmation.number };
    },
  });
}
