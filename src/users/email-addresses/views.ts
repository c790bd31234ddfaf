import type { EmailAddress } from '../../../generated/types.ts';
import type { UserEmailAddressRow } from './tables.ts';

export type EmailAddressColumns = Pick<UserEmailAddressRow, 'label' | 'email_address'>;

export function toEmailAddress({ label, email_address }: EmailAddressColumns): EmailAddress {
  return { label, emailaddress: email_address };
}
