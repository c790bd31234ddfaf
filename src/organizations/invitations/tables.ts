import type { Generated } from 'kysely';
import type { NullableBytes, Timestamp } from '../../db/columns.ts';

/** `username` or `invited_globalid` is set if the invitee is known; otherwise `email_address` or `phone_number`. */
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
  /** The user who was removed from the organization and cannot accept the invitation. */
  closed_to: string | null;
  position: number;
  created_at: Timestamp;
  decided_at: Timestamp | null;
  /** The directory user that the invitation is for. */
  scim_user_id: Generated<string | null>;
  /** Suborganizations that the invitee also joins. */
  also_joins: Generated<string[]>;
}
