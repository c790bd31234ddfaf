import type { Step } from '../src/db/large-index.ts';
import * as createNamesAndUsers from './0001_create_names_and_users.ts';
import * as createContactDetails from './0002_create_contact_details.ts';
import * as createProfileParts from './0003_create_profile_parts.ts';
import * as createAvatars from './0004_create_avatars.ts';
import * as createSignInFactors from './0005_create_sign_in_factors.ts';
import * as createUserApiKeysAndRegistry from './0006_create_user_api_keys_and_registry.ts';
import * as createOrganizations from './0007_create_organizations.ts';
import * as createOrganizationDetails from './0008_create_organization_details.ts';
import * as createOrganizationInvitations from './0009_create_organization_invitations.ts';
import * as createAuthorizations from './0010_create_authorizations.ts';
import * as createKeystoreAndSee from './0011_create_keystore_and_see.ts';
import * as createContracts from './0012_create_contracts.ts';
import * as createSessions from './0013_create_sessions.ts';
import * as createSignInMemory from './0014_create_sign_in_memory.ts';
import * as createTokens from './0015_create_tokens.ts';
import * as createSigningKeys from './0016_create_signing_keys.ts';
import * as createOperations from './0017_create_operations.ts';
import * as indexOrganizationUsersInOrder from './0018_index_organization_users_in_order.ts';
import * as createAuthorizationGrants from './0019_create_authorization_grants.ts';
import * as letKeysChooseTheirAlgorithm from './0020_let_keys_choose_their_algorithm.ts';
import * as rememberSecondFactorsByDevice from './0021_remember_second_factors_by_device.ts';
import * as slowDownByLimits from './0022_slow_down_by_limits.ts';
import * as rememberInvitationsOfRegistrations from './0023_remember_invitations_of_registrations.ts';
import * as lightenAccessTokens from './0024_lighten_access_tokens.ts';
import * as rememberHowPeopleCame from './0025_remember_how_people_came.ts';
import * as letPeopleAskForNotices from './0026_let_people_ask_for_notices.ts';
import * as createAccountExports from './0027_create_account_exports.ts';
import * as linkAccounts from './0028_link_accounts.ts';
import * as createPeriodicJobs from './0029_create_periodic_jobs.ts';
import * as letKeysCompareExactly from './0030_let_keys_compare_exactly.ts';
import * as forgetAddressesOfNamedInvitations from './0031_forget_addresses_of_named_invitations.ts';
import * as proveDnsNames from './0032_prove_dns_names.ts';
import * as traceDerivedTokens from './0033_trace_derived_tokens.ts';
import * as askForOfflineAccess from './0034_ask_for_offline_access.ts';
import * as pushAuthorizationRequests from './0035_push_authorization_requests.ts';
import * as letKeysChooseClaims from './0036_let_keys_choose_claims.ts';
import * as bindTokensToKeys from './0037_bind_tokens_to_keys.ts';
import * as findWhatExpired from './0038_find_what_expired.ts';
import * as letClientsRegister from './0039_let_clients_register.ts';
import * as authorizeDevices from './0040_authorize_devices.ts';
import * as logRefusedRequests from './0041_log_refused_requests.ts';
import * as rotateClientSecrets from './0042_rotate_client_secrets.ts';
import * as closeInvitationsToRemovedMembers from './0043_close_invitations_to_removed_members.ts';
import * as letKeysIssueJwts from './0044_let_keys_issue_jwts.ts';
import * as resetLostFactors from './0045_reset_lost_factors.ts';
import * as nameOperators from './0046_name_operators.ts';
import * as createWebhooks from './0047_create_webhooks.ts';
import * as findWhatActorsDid from './0048_find_what_actors_did.ts';
import * as tellClientsOfLogouts from './0049_tell_clients_of_logouts.ts';
import * as connectDirectories from './0050_connect_directories.ts';
import * as linkToApplications from './0051_link_to_applications.ts';

/** Every migration, by the name that the database stores. */
export const migrations: Readonly<Record<string, Step>> = {
  '0001_create_names_and_users': createNamesAndUsers,
  '0002_create_contact_details': createContactDetails,
  '0003_create_profile_parts': createProfileParts,
  '0004_create_avatars': createAvatars,
  '0005_create_sign_in_factors': createSignInFactors,
  '0006_create_user_api_keys_and_registry': createUserApiKeysAndRegistry,
  '0007_create_organizations': createOrganizations,
  '0008_create_organization_details': createOrganizationDetails,
  '0009_create_organization_invitations': createOrganizationInvitations,
  '0010_create_authorizations': createAuthorizations,
  '0011_create_keystore_and_see': createKeystoreAndSee,
  '0012_create_contracts': createContracts,
  '0013_create_sessions': createSessions,
  '0014_create_sign_in_memory': createSignInMemory,
  '0015_create_tokens': createTokens,
  '0016_create_signing_keys': createSigningKeys,
  '0017_create_operations': createOperations,
  '0018_index_organization_users_in_order': indexOrganizationUsersInOrder,
  '0019_create_authorization_grants': createAuthorizationGrants,
  '0020_let_keys_choose_their_algorithm': letKeysChooseTheirAlgorithm,
  '0021_remember_second_factors_by_device': rememberSecondFactorsByDevice,
  '0022_slow_down_by_limits': slowDownByLimits,
  '0023_remember_invitations_of_registrations': rememberInvitationsOfRegistrations,
  '0024_lighten_access_tokens': lightenAccessTokens,
  '0025_remember_how_people_came': rememberHowPeopleCame,
  '0026_let_people_ask_for_notices': letPeopleAskForNotices,
  '0027_create_account_exports': createAccountExports,
  '0028_link_accounts': linkAccounts,
  '0029_create_periodic_jobs': createPeriodicJobs,
  '0030_let_keys_compare_exactly': letKeysCompareExactly,
  '0031_forget_addresses_of_named_invitations': forgetAddressesOfNamedInvitations,
  '0032_prove_dns_names': proveDnsNames,
  '0033_trace_derived_tokens': traceDerivedTokens,
  '0034_ask_for_offline_access': askForOfflineAccess,
  '0035_push_authorization_requests': pushAuthorizationRequests,
  '0036_let_keys_choose_claims': letKeysChooseClaims,
  '0037_bind_tokens_to_keys': bindTokensToKeys,
  '0038_find_what_expired': findWhatExpired,
  '0039_let_clients_register': letClientsRegister,
  '0040_authorize_devices': authorizeDevices,
  '0041_log_refused_requests': logRefusedRequests,
  '0042_rotate_client_secrets': rotateClientSecrets,
  '0043_close_invitations_to_removed_members': closeInvitationsToRemovedMembers,
  '0044_let_keys_issue_jwts': letKeysIssueJwts,
  '0045_reset_lost_factors': resetLostFactors,
  '0046_name_operators': nameOperators,
  '0047_create_webhooks': createWebhooks,
  '0048_find_what_actors_did': findWhatActorsDid,
  '0049_tell_clients_of_logouts': tellClientsOfLogouts,
  '0050_connect_directories': connectDirectories,
  '0051_link_to_applications': linkToApplications,
};
