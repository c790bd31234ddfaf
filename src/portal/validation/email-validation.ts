import type { LinkMode } from '../../base/config.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { findPendingEmailValidation } from '../../users/email-addresses/queries.ts';
import {
  confirmEmailAddress,
  type EmailConfirmationDependencies,
} from '../../users/email-addresses/validation.ts';
import { type ContactPages, contactValidationPages } from './contact-validation.tsx';

export interface EmailValidationDependencies extends EmailConfirmationDependencies {
  readonly linkConfirm: LinkMode;
}

/** `/emailvalidation`, the link of a validation mail. */
export function emailValidationPages(deps: EmailValidationDependencies): ContactPages {
  return contactValidationPages({
    kind: 'email',
    mode: deps.linkConfirm,
    async isAskedHere(page, key) {
      const session = await page.session('interactive');
      if (!session) return false;
      const pending = await findPendingEmailValidation(deps.db, hashToken(key), page.now);
      return pending?.username === session.username;
    },
    async confirm(actor, key, secret) {
      const confirmation = await confirmEmailAddress(deps, actor, { key, secret });
      if (confirmation.outcome === 'invalid') return confirmation;
      return { outcome: confirmation.outcome, contact: confirmation.address };
    },
  });
}
