import type { JoinOrganizationInvitation } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { OrganizationInvitationRow } from './tables.ts';

export type InvitationColumns = Pick<
  OrganizationInvitationRow,
  | 'globalid'
  | 'role'
  | 'status'
  | 'method'
  | 'username'
  | 'invited_globalid'
  | 'email_address'
  | 'phone_number'
  | 'created_at'
>;

export function toInvitation(row: InvitationColumns): JoinOrganizationInvitation {
  return {
    organization: row.globalid,
    user: row.username ?? row.invited_globalid ?? '',
    role: row.role,
    created: formatTimestamp(row.created_at),
    status: row.status,
    method: row.method,
    emailaddress: row.email_address,
    phonenumber: row.phone_number,
    isorganization: row.invited_globalid !== null,
  };
}
