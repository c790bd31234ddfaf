import type { Messages } from '../en/index.ts';
import { account } from './account.ts';
import { activity } from './activity.ts';
import { admin } from './admin.ts';
import { adminOperation } from './admin-operation.ts';
import { adminUsers } from './admin-users.ts';
import { apiKeys } from './api-keys.ts';
import { apps } from './apps.ts';
import { appsPages } from './apps-pages.ts';
import { auditLog } from './audit-log.ts';
import { clients } from './clients.ts';
import { consent } from './consent.ts';
import { data } from './data.ts';
import { device } from './device.ts';
import { directory } from './directory.ts';
import { doctor } from './doctor.ts';
import { documentation } from './documentation.ts';
import { documents } from './documents.ts';
import { entries } from './entries.ts';
import { events } from './events.ts';
import { frame } from './frame.ts';
import { invitationPages } from './invitation-pages.ts';
import { layout } from './layout.ts';
import { legal } from './legal.ts';
import { limitNames } from './limit-names.ts';
import { linked } from './linked.ts';
import { lostFactor } from './lost-factor.ts';
import { mails } from './mails.ts';
import { messageNames } from './message-names.ts';
import { notifications } from './notifications.ts';
import { oauthPages } from './oauth-pages.ts';
import { operatorMails } from './operator-mails.ts';
import { organizationData } from './organization-data.ts';
import { organizationPeople } from './organization-people.ts';
import { organizationSettings } from './organization-settings.ts';
import { organizations } from './organizations.ts';
import { pages } from './pages.ts';
import { preferences } from './preferences.ts';
import { profile } from './profile.ts';
import { protocolErrors } from './protocol-errors.ts';
import { recovery } from './recovery.ts';
import { registration } from './registration.ts';
import { removals } from './removals.ts';
import { security } from './security.ts';
import { signIn } from './sign-in.ts';
import { webhooks } from './webhooks.ts';

/** Russian texts. */
export const ru: Messages = {
  ...admin,
  ...adminUsers,
  ...auditLog,
  ...clients,
  ...consent,
  ...device,
  ...adminOperation,
  ...doctor,
  ...documentation,
  ...frame,
  ...invitationPages,
  ...layout,
  ...legal,
  ...limitNames,
  ...messageNames,
  ...linked,
  ...lostFactor,
  ...mails,
  ...oauthPages,
  ...operatorMails,
  ...organizationData,
  ...organizationPeople,
  ...organizationSettings,
  ...organizations,
  ...pages,
  ...preferences,
  ...protocolErrors,
  ...recovery,
  ...registration,
  ...signIn,
  ...directory,
  ...removals,
  ...webhooks,
  ...account,
  ...apps,
  ...data,
  ...security,
  ...documents,
  ...notifications,
  ...activity,
  ...events,
  ...appsPages,
  ...apiKeys,
  ...profile,
  ...entries,
};
