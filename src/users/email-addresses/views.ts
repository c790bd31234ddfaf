import type { EmailAddress, NewEmailAddress } from '../../../generated/types.ts';
import { normalEmailAddress } from '../../names/email-address.ts';
import type { EmailEntry } from './queries.ts';

export function toEmailAddress({ label, address }: EmailEntry): EmailAddress {
  return { label, emailaddress: address };
}

/** @param place of the address in the body @throws BadRequest for an invalid address */
export function toEmailEntry({ label, emailaddress }: NewEmailAddress, place = 'emailaddress'): EmailEntry {
  return { label, address: normalEmailAddress(emailaddress, place) };
}
