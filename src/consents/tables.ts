import type { Generated } from 'kysely';
import type { Timestamp } from '../db/columns.ts';

/** The members of the contract's Authorization that map requested labels to real ones. */
export const sharedKinds = [
  'addresses',
  'avatars',
  'bankaccounts',
  'digitalwallet',
  'emailaddresses',
  'phonenumbers',
  'publicKeys',
  'validatedemailaddresses',
  'validatedphonenumbers',
] as const;

export type SharedKind = (typeof sharedKinds)[number];

/** What a user shares with an organization. Deleting it deletes the codes and tokens made from it. */
export interface UserAuthorizationTable {
  username: string;
  granted_to: string;
  shares_name: Generated<boolean>;
  shares_github: Generated<boolean>;
  shares_facebook: Generated<boolean>;
  shares_keystore: Generated<boolean>;
  shares_see: Generated<boolean>;
  allows_offline: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
  last_used_at: Timestamp | null;
}

/** The user's part `real_label` is shown to the organization as `requested_label`. */
export interface UserAuthorizationLabelTable {
  username: string;
  granted_to: string;
  kind: SharedKind;
  requested_label: string;
  real_label: string;
  can_write: Generated<boolean>;
  currency: string | null;
  position: number;
}

/** Organizations a user admits to belong to, or whose descendants are listed. */
export interface UserAuthorizationOrganizationTable {
  username: string;
  granted_to: string;
  relation: 'memberof' | 'organizations';
  globalid: string;
  position: number;
}

/** Addresses whose ownership is shared; a row ends with the validation of its address. */
export interface UserAuthorizationOwnedEmailTable {
  username: string;
  granted_to: string;
  email_address: string;
  position: number;
}
