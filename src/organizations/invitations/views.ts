import type { JoinOrganizationInvitation } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { Invitation } from './queries.ts';

export function toInvitation(invitation: Invitation): JoinOrganizationInvitation {
  return {
    organization: invitation.globalid,
    user: invitation.username ?? invitation.invitedGlobalid ?? '',
    role: invitation.role,
    created: formatTimestamp(invitation.createdAt),
    status: invitation.status,
    method: invitation.method,
    emailaddress: invitation.emailAddress,
    phonenumber: invitation.phoneNumber,
    isorganization: invitation.invitedGlobalid !== null,
  };
}
