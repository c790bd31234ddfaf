import type { EmailAddress } from '../../../generated/types.ts';
import type { EmailEntry } from './queries.ts';

export function toEmailAddress({ label, address }: EmailEntry): EmailAddress {
  return { label, emailaddress: address };
}

export function toEmailEntry({ label, emailaddress }: EmailAddress): EmailEntry {
  return { label, address: emailaddress };
}
