import type { Generated } from 'kysely';
import type { NullableBytes, Timestamp } from '../../db/columns.ts';

/** `username` or `invited_globalid` when known, else reachable by `email_address` or `phone_number`. */
export interface OrganizationInvitationTable {
  globalid: string;
  invitation_id: string;
  role: 'owner' | 'member' | 'orgowner' | 'orgmember';
  status: Generated<'pending' | 'accepted' | 'rejected'>;
  method: 'website' | 'email' | 'phone';
  username: string | null;
  invited_globalid: string | null;
  email_address: Generated<string>;
  phone_number: Generated<string>;
  code_hash: NullableBytes;
  code_expires_at: Timestamp | null;
  invited_by: string | null;
  /** The user who was taken out of the organization and cannot accept it. */
  closed_to: string | null;
  position: number;
  created_at: Timestamp;
  decided_at: Timestamp | null;
  /** The user of the organization's directory whom it is for. */
  scim_user_id: Generated<string | null>;
  /** Organizations below that the invitee joins as well. */
  also_joins: Generated<string[]>;
}
