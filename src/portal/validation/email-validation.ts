import type { LinkConfirmSettings } from '../../base/config.ts';
import {
  confirmEmailAddress,
  type EmailConfirmationDependencies,
} from '../../users/email-addresses/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface EmailValidationDependencies extends EmailConfirmationDependencies {
  readonly linkConfirm: LinkConfirmSettings;
}

/** `/emailvalidation`, the link of a validation mail. */
export function emailValidationPages(deps: EmailValidationDependencies): ContactPages {
  return contactValidationPages({
    kind: 'email',
    mode: deps.linkConfirm.contact,
    async confirm(actor, key, secret) {
      const confirmation = await confirmEmailAddress(deps, actor, { key, secret });
      if (confirmation.outcome === 'invalid') return confirmation;
      return { outcome: confirmation.outcome, contact: confirmation.address };
    },
  });
}
