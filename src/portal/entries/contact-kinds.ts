import type { NewEmailAddress, NewPhonenumber } from '../../../generated/types.ts';
import { hasStrongFactor } from '../../authentication/authenticator/queries.ts';
import { readEmailAddress } from '../../names/email-address.ts';
import { readPhoneNumber } from '../../names/phone-number.ts';
import {
  addEmailAddress,
  removeEmailAddress,
  replaceEmailAddress,
} from '../../users/email-addresses/acts.ts';
import { toEmailEntry } from '../../users/email-addresses/views.ts';
import { addPhoneNumber, removePhoneNumber, replacePhoneNumber } from '../../users/phone-numbers/acts.ts';
import { toPhoneEntry } from '../../users/phone-numbers/views.ts';
import { type FormValues, labelField, type ProfileKind } from './profile-kind.ts';

/** The kinds that are confirmed by a message. */

export const emailKind: ProfileKind = {
  name: 'email',
  type: 'NewEmailAddress',
  needsStepUp: true,
  confirmedBy: 'mail',
  sharedAs: ['emailaddresses', 'validatedemailaddresses'],
  fields: [
    labelField,
    {
      name: 'emailaddress',
      label: 'entry.emailaddress',
      type: 'email',
      autocomplete: 'email',
      wrong: 'register.badEmail',
      accepts: (text) => readEmailAddress(text) !== undefined,
    },
  ],
  list: ({ emailAddresses }) =>
    emailAddresses.map(({ label, address, isValidated }) => ({
      label,
      text: address,
      values: { label, emailaddress: address },
      isConfirmed: isValidated,
      ...(isValidated && { locked: { field: 'emailaddress', why: 'profile.locked.email' } as const }),
    })),
  add: (deps, actor, owner, values) => addEmailAddress(deps, actor, { ...owner, ...toEmail(values) }),
  replace: (deps, actor, owner, values) =>
    replaceEmailAddress(deps, actor, { ...owner, entry: toEmail(values) }),
  remove: removeEmailAddress,
};

const toEmail = (values: FormValues) => toEmailEntry(values as unknown as NewEmailAddress);

export const phoneKind: ProfileKind = {
  name: 'phone',
  type: 'NewPhonenumber',
  needsStepUp: true,
  confirmedBy: 'sms',
  sharedAs: ['phonenumbers', 'validatedphonenumbers'],
  fields: [
    labelField,
    {
      name: 'phonenumber',
      label: 'entry.phonenumber',
      hint: 'entry.phonenumber.hint',
      type: 'tel',
      autocomplete: 'tel',
      wrong: 'register.badPhone',
      accepts: (text) => readPhoneNumber(text) !== undefined,
    },
  ],
  list: ({ phoneNumbers }) =>
    phoneNumbers.map(({ label, number, isValidated }) => ({
      label,
      text: number,
      values: { label, phonenumber: number },
      isConfirmed: isValidated,
    })),
  add: (deps, actor, { username }, values) => addPhoneNumber(deps, actor, { username, ...toPhone(values) }),
  replace: (deps, actor, { username, label }, values) =>
    replacePhoneNumber(deps, actor, { username, label, entry: toPhone(values) }),
  remove: (deps, actor, entry, insists) =>
    removePhoneNumber({ ...deps, hasOtherFactor: hasStrongFactor }, actor, { ...entry, insists }),
};

const toPhone = (values: FormValues) => toPhoneEntry(values as unknown as NewPhonenumber);
