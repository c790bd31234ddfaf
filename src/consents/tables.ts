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

/** What a user shares with an organization. Deleting a row deletes the codes and tokens made from it. */
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

/** The organization sees the user's entry `real_label` as `requested_label`. */
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

/**
 * `memberof`: organizations whose membership the user shares. `organizations`: those whose suborganizations
 * are listed.
 */
export interface UserAuthorizationOrganizationTable {
  username: string;
  granted_to: string;
  relation: 'memberof' | 'organizations';
  globalid: string;
  position: number;
}

/** Addresses that the user shares as owned. A row is deleted when its address is no longer validated. */
export interface UserAuthorizationOwnedEmailTable {
  username: string;
  granted_to: string;
  email_address: string;
  position: number;
}
