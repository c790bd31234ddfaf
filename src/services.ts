import type { Kysely } from 'kysely';
import type { Services } from '../generated/services.ts';
import type { CallContext } from './api/call-context.ts';
import { createOrganizationContractsService, createUserContractsService } from './api/contracts.ts';
import { createOrganizationApiKeysService } from './api/organizations/api-keys.ts';
import { createOrganizationDescriptionsService } from './api/organizations/descriptions.ts';
import { createOrganizationDnsService } from './api/organizations/dns.ts';
import { createOrganizationGrantsService } from './api/organizations/grants.ts';
import { createOrganizationInvitationsService } from './api/organizations/invitations.ts';
import { createOrganizationLinksService } from './api/organizations/links.ts';
import { createOrganizationLogoService } from './api/organizations/logo.ts';
import { createOrganizationMembersService } from './api/organizations/members.ts';
import { createOrganizationsService } from './api/organizations/organizations.ts';
import { createOrganizationRegistryService } from './api/organizations/registry.ts';
import { createOrganizationRequiredScopesService } from './api/organizations/required-scopes.ts';
import { createOrganizationTwoFactorService } from './api/organizations/two-factor.ts';
import { createOrganizationWebhooksService } from './api/organizations/webhooks.ts';
import { createUserAddressesService } from './api/users/addresses.ts';
import { createUserApiKeysService } from './api/users/api-keys.ts';
import { createUserAuthorizationsService } from './api/users/authorizations.ts';
import { createUserAvatarsService } from './api/users/avatars.ts';
import { createUserBankAccountsService } from './api/users/bank-accounts.ts';
import { createUserDigitalWalletService } from './api/users/digital-wallet.ts';
import { createUserEmailAddressesService } from './api/users/email-addresses.ts';
import { createUserIdentifiersService } from './api/users/identifiers.ts';
import { createUserInformationService } from './api/users/information.ts';
import { createUserKeystoreService } from './api/users/keystore.ts';
import { createUserLinkedAccountsService } from './api/users/linked-accounts.ts';
import { createUserNotificationsService } from './api/users/notifications.ts';
import { createUserOrganizationsService } from './api/users/organizations.ts';
import { createUserPhoneNumbersService } from './api/users/phone-numbers.ts';
import { createUserPublicKeysService } from './api/users/public-keys.ts';
import { createUserRegistryService } from './api/users/registry.ts';
import { createUserSeeService } from './api/users/see.ts';
import { createUserTwoFactorService } from './api/users/two-factor.ts';
import { createUsersService } from './api/users/users.ts';
import type { PasswordRules } from './authentication/passwords/rules.ts';
import type { Clock } from './base/clock.ts';
import type { Config } from './base/config.ts';
import type { Logger } from './base/log.ts';
import type { Passwords } from './crypto/passwords.ts';
import type { Sealing } from './crypto/sealing.ts';
import type { ResolveTxt } from './organizations/dns/txt-records.ts';
import type { MessageQueue } from './outbox/message-queue.ts';
import type { Database } from './schema.ts';
import type { KeyRing } from './tokens/key-ring.ts';
import type { WebhookAddresses } from './webhooks/address.ts';

/** What services depend on. Each takes the members it needs. */
export interface ServiceDependencies {
  readonly config: Config;
  readonly publicUrl: string;
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly listAlgorithms: KeyRing['listAlgorithms'];
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly messages: MessageQueue;
  readonly log: Logger;
  /** Resolves the DNS names of organizations. */
  readonly resolveTxt: ResolveTxt;
  readonly webhookAddresses: WebhookAddresses;
}

/** One object with every service interface of the contract. A missing or wrongly typed operation does not compile. */
export function createServices(deps: ServiceDependencies): Services<CallContext> {
  const {
    config,
    publicUrl,
    db,
    clock,
    sealing,
    listAlgorithms,
    passwords,
    passwordRules,
    messages,
    log,
    resolveTxt,
    webhookAddresses,
  } = deps;
  const keepsSecrets = config.showSecrets === 'always';
  const { queueMail, queueSms } = messages;
  return {
    organizations: createOrganizationsService({ db, clock }),
    organizationApiKeys: createOrganizationApiKeysService({
      keyRules: config,
      db,
      clock,
      sealing,
      keepsSecrets,
      listAlgorithms,
    }),
    organizationRegistry: createOrganizationRegistryService({ db, clock }),
    organizationDescriptions: createOrganizationDescriptionsService({ db, clock }),
    organizationLogo: createOrganizationLogoService({ db, clock }),
    organizationTwoFactor: createOrganizationTwoFactorService({ db, clock }),
    organizationDns: createOrganizationDnsService({ db, clock, publicUrl, resolveTxt }),
    organizationRequiredScopes: createOrganizationRequiredScopesService({ db, clock }),
    organizationMembers: createOrganizationMembersService({
      db,
      clock,
      publicUrl,
      queueMail,
      queueSms,
      log,
    }),
    organizationInvitations: createOrganizationInvitationsService({ db, clock }),
    organizationGrants: createOrganizationGrantsService({ db, clock }),
    organizationLinks: createOrganizationLinksService({ db, clock }),
    organizationWebhooks: createOrganizationWebhooksService({ db, clock, sealing, webhookAddresses }),
    organizationContracts: createOrganizationContractsService({ db, clock }),
    users: createUsersService({ db, clock, publicUrl, passwords, passwordRules, messages }),
    userEmailAddresses: createUserEmailAddressesService({ db, clock, publicUrl, messages }),
    userApiKeys: createUserApiKeysService({ db, clock, sealing, keepsSecrets }),
    userAvatars: createUserAvatarsService({ db, clock, publicUrl }),
    userRegistry: createUserRegistryService({ db, clock }),
    userLinkedAccounts: createUserLinkedAccountsService({ db, clock }),
    userTwoFactor: createUserTwoFactorService({ db, clock, sealing, publicUrl, messages }),
    userPhoneNumbers: createUserPhoneNumbersService({ db, clock, publicUrl, messages }),
    userAddresses: createUserAddressesService({ db, clock }),
    userDigitalWallet: createUserDigitalWalletService({ db, clock }),
    userBankAccounts: createUserBankAccountsService({ db, clock }),
    userPublicKeys: createUserPublicKeysService({ db, clock }),
    userInformation: createUserInformationService({ db, publicUrl }),
    userNotifications: createUserNotificationsService({ db, clock }),
    userAuthorizations: createUserAuthorizationsService({ db, clock, messages, publicUrl }),
    userIdentifiers: createUserIdentifiersService({ db, clock }),
    userOrganizations: createUserOrganizationsService({ db, clock }),
    userContracts: createUserContractsService({ db, clock }),
    userKeystore: createUserKeystoreService({ db, clock }),
    userSee: createUserSeeService({ db, clock }),
  };
}
