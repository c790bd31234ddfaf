import type { AuditEventTable } from './audit/tables.ts';
import type { UserTotpOfferTable, UserTotpSecretTable } from './authentication/authenticator/tables.ts';
import type { RememberedSecondFactorTable, TrustedDeviceTable } from './authentication/devices/tables.ts';
import type { FactorResetTable } from './authentication/lost-factors/tables.ts';
import type { PasskeyChallengeTable, UserPasskeyTable } from './authentication/passkeys/tables.ts';
import type { PasswordResetTokenTable } from './authentication/recovery/tables.ts';
import type { UserRecoveryCodeTable } from './authentication/recovery-codes/tables.ts';
import type { RegistrationTable } from './authentication/registration/tables.ts';
import type { LoginSmsCodeTable } from './authentication/sms-codes/tables.ts';
import type { AuthorizationRequestTable, PushedRequestTable } from './authorization-requests/tables.ts';
import type {
  UserAuthorizationLabelTable,
  UserAuthorizationOrganizationTable,
  UserAuthorizationOwnedEmailTable,
  UserAuthorizationTable,
} from './consents/tables.ts';
import type {
  ContractPartyTable,
  ContractSignatureTable,
  ContractTable,
} from './documents/contracts/tables.ts';
import type { UserKeystoreKeyTable } from './documents/keystore/tables.ts';
import type { SeeObjectTable, SeeVersionTable } from './documents/see/tables.ts';
import type { PeriodicJobTable } from './jobs/tables.ts';
import type { ReservedNameTable } from './names/tables.ts';
import type { OperatorTable } from './operators/tables.ts';
import type { OrganizationApiKeyTable } from './organizations/api-keys/tables.ts';
import type { ClientLogTable } from './organizations/client-log/tables.ts';
import type { OrganizationDescriptionTable } from './organizations/descriptions/tables.ts';
import type { OrganizationDnsNameTable } from './organizations/dns/tables.ts';
import type { OrganizationGrantTable } from './organizations/grants/tables.ts';
import type { OrganizationInvitationTable } from './organizations/invitations/tables.ts';
import type { OrganizationLinkTable } from './organizations/links/tables.ts';
import type { OrganizationLogoTable } from './organizations/logo/tables.ts';
import type { OrganizationUserTable } from './organizations/members/tables.ts';
import type { ClientRegistrationTable } from './organizations/registrations/tables.ts';
import type { OrganizationRegistryEntryTable } from './organizations/registry/tables.ts';
import type { OrganizationRequiredScopeTable } from './organizations/required-scopes/tables.ts';
import type { OrganizationPublicKeyTable, OrganizationTable } from './organizations/tables.ts';
import type { OutboxMessageTable } from './outbox/tables.ts';
import type { AccountDeletionTable } from './privacy/deletion/tables.ts';
import type { AccountExportPartTable, AccountExportTable } from './privacy/exports/tables.ts';
import type { RateLimitTable } from './rate-limits/tables.ts';
import type { ScimDirectoryTable, ScimGroupTable, ScimUserTable } from './scim/tables.ts';
import type { SessionClientTable, SessionTable } from './sessions/tables.ts';
import type { DpopProofTable } from './tokens/dpop/tables.ts';
import type {
  AccessTokenTable,
  AuthorizationCodeTable,
  AuthorizationGrantTable,
  DeviceAuthorizationTable,
  RefreshTokenTable,
  RevokedJwtTable,
  SigningKeyTable,
} from './tokens/tables.ts';
import type { UserAddressTable } from './users/addresses/tables.ts';
import type { UserApiKeyTable } from './users/api-keys/tables.ts';
import type { UserAvatarImageTable, UserAvatarTable } from './users/avatars/tables.ts';
import type { UserBankAccountTable } from './users/bank-accounts/tables.ts';
import type { UserDigitalWalletAddressTable } from './users/digital-wallet/tables.ts';
import type {
  PendingEmailValidationTable,
  UserEmailAddressTable,
  ValidatedEmailAddressTable,
} from './users/email-addresses/tables.ts';
import type { UserIdentifierTable } from './users/identifiers/tables.ts';
import type {
  AccountLinkRequestTable,
  LinkedAccountPictureTable,
  UserFacebookAccountTable,
  UserGithubAccountTable,
} from './users/linked-accounts/tables.ts';
import type {
  PendingPhoneValidationTable,
  UserPhoneNumberTable,
  ValidatedPhoneNumberTable,
} from './users/phone-numbers/tables.ts';
import type { UserPublicKeyTable } from './users/public-keys/tables.ts';
import type { UserRegistryEntryTable } from './users/registry/tables.ts';
import type { UserPasswordTable, UserTable } from './users/tables.ts';
import type { WebhookDeliveryTable, WebhookTable } from './webhooks/tables.ts';

/** All tables. Each is declared by one feature, and only that feature writes to it. */
export interface Database {
  access_tokens: AccessTokenTable;
  account_deletions: AccountDeletionTable;
  factor_resets: FactorResetTable;
  account_export_parts: AccountExportPartTable;
  account_exports: AccountExportTable;
  account_link_requests: AccountLinkRequestTable;
  audit_events: AuditEventTable;
  authorization_codes: AuthorizationCodeTable;
  authorization_grants: AuthorizationGrantTable;
  authorization_requests: AuthorizationRequestTable;
  pushed_requests: PushedRequestTable;
  client_registrations: ClientRegistrationTable;
  client_log: ClientLogTable;
  contract_parties: ContractPartyTable;
  contract_signatures: ContractSignatureTable;
  contracts: ContractTable;
  device_authorizations: DeviceAuthorizationTable;
  dpop_proofs: DpopProofTable;
  linked_account_pictures: LinkedAccountPictureTable;
  login_sms_codes: LoginSmsCodeTable;
  operators: OperatorTable;
  organization_api_keys: OrganizationApiKeyTable;
  organization_descriptions: OrganizationDescriptionTable;
  organization_dns_names: OrganizationDnsNameTable;
  organization_grants: OrganizationGrantTable;
  organization_invitations: OrganizationInvitationTable;
  organization_links: OrganizationLinkTable;
  organization_logos: OrganizationLogoTable;
  organization_public_keys: OrganizationPublicKeyTable;
  organization_registry_entries: OrganizationRegistryEntryTable;
  organization_required_scopes: OrganizationRequiredScopeTable;
  organization_users: OrganizationUserTable;
  organizations: OrganizationTable;
  outbox_messages: OutboxMessageTable;
  passkey_challenges: PasskeyChallengeTable;
  password_reset_tokens: PasswordResetTokenTable;
  pending_email_validations: PendingEmailValidationTable;
  pending_phone_validations: PendingPhoneValidationTable;
  periodic_jobs: PeriodicJobTable;
  rate_limits: RateLimitTable;
  refresh_tokens: RefreshTokenTable;
  registrations: RegistrationTable;
  remembered_second_factors: RememberedSecondFactorTable;
  reserved_names: ReservedNameTable;
  revoked_jwts: RevokedJwtTable;
  scim_directories: ScimDirectoryTable;
  scim_groups: ScimGroupTable;
  scim_users: ScimUserTable;
  see_objects: SeeObjectTable;
  see_versions: SeeVersionTable;
  session_clients: SessionClientTable;
  sessions: SessionTable;
  signing_keys: SigningKeyTable;
  trusted_devices: TrustedDeviceTable;
  user_addresses: UserAddressTable;
  user_api_keys: UserApiKeyTable;
  user_authorization_labels: UserAuthorizationLabelTable;
  user_authorization_organizations: UserAuthorizationOrganizationTable;
  user_authorization_owned_emails: UserAuthorizationOwnedEmailTable;
  user_authorizations: UserAuthorizationTable;
  user_avatar_images: UserAvatarImageTable;
  user_avatars: UserAvatarTable;
  user_bank_accounts: UserBankAccountTable;
  user_digital_wallet_addresses: UserDigitalWalletAddressTable;
  user_email_addresses: UserEmailAddressTable;
  user_facebook_accounts: UserFacebookAccountTable;
  user_github_accounts: UserGithubAccountTable;
  user_identifiers: UserIdentifierTable;
  user_keystore_keys: UserKeystoreKeyTable;
  user_passkeys: UserPasskeyTable;
  user_passwords: UserPasswordTable;
  user_phone_numbers: UserPhoneNumberTable;
  user_public_keys: UserPublicKeyTable;
  user_recovery_codes: UserRecoveryCodeTable;
  user_registry_entries: UserRegistryEntryTable;
  user_totp_offers: UserTotpOfferTable;
  user_totp_secrets: UserTotpSecretTable;
  users: UserTable;
  validated_email_addresses: ValidatedEmailAddressTable;
  validated_phone_numbers: ValidatedPhoneNumberTable;
  webhook_deliveries: WebhookDeliveryTable;
  webhooks: WebhookTable;
}
