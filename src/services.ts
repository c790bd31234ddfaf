import type { Kysely } from 'kysely';
import type { Services } from '../generated/services.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createOrganizationContractsService, createUserContractsService } from './contracts/service.ts';
import type { Passwords } from './crypto/passwords.ts';
import type { Sealing } from './crypto/sealing.ts';
import type { Database } from './db/database.ts';
import type { CallContext } from './http/call-context.ts';
import type { Logger } from './log.ts';
import type { KeyRing } from './oauth/key-ring.ts';
import { createOrganizationApiKeysService } from './organizations/api-keys/service.ts';
import { createOrganizationDescriptionsService } from './organizations/descriptions/service.ts';
import { createOrganizationDnsService } from './organizations/dns/service.ts';
import { createOrganizationGrantsService } from './organizations/grants/service.ts';
import { createOrganizationInvitationsService } from './organizations/invitations/service.ts';
import { createOrganizationLinksService } from './organizations/links/service.ts';
import { createOrganizationLogoService } from './organizations/logo/service.ts';
import { createOrganizationMembersService } from './organizations/members/service.ts';
import { createOrganizationRegistryService } from './organizations/registry/service.ts';
import { createOrganizationRequiredScopesService } from './organizations/required-scopes/service.ts';
import { createOrganizationsService } from './organizations/service.ts';
import { createOrganizationTwoFactorService } from './organizations/two-factor/service.ts';
import type { MessageQueue } from './outside/message-queue.ts';
import { createUserAddressesService } from './users/addresses/service.ts';
import { createUserApiKeysService } from './users/api-keys/service.ts';
import { createUserAuthorizationsService } from './users/authorizations/service.ts';
import { createUserAvatarsService } from './users/avatars/service.ts';
import { createUserBankAccountsService } from './users/bank-accounts/service.ts';
import { createUserDigitalWalletService } from './users/digital-wallet/service.ts';
import { createUserEmailAddressesService } from './users/email-addresses/service.ts';
import { createUserIdentifiersService } from './users/identifiers/service.ts';
import { createUserInformationService } from './users/information/service.ts';
import { createUserKeystoreService } from './users/keystore/service.ts';
import { createUserLinkedAccountsService } from './users/linked-accounts/service.ts';
import { createUserNotificationsService } from './users/notifications/service.ts';
import { createUserOrganizationsService } from './users/organizations/service.ts';
import type { PasswordRules } from './users/password-rules.ts';
import { createUserPhoneNumbersService } from './users/phone-numbers/service.ts';
import { createUserPublicKeysService } from './users/public-keys/service.ts';
import { createUserRegistryService } from './users/registry/service.ts';
import { createUserSeeService } from './users/see/service.ts';
import { createUsersService } from './users/service.ts';
import { createUserTwoFactorService } from './users/two-factor/service.ts';

/** What services are built from; each takes the members it needs. */
export interface ServiceParts {
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
}

/** One object with every service interface of the contract: a missing or misshapen operation does not compile. */
export function createServices(parts: ServiceParts): Services<CallContext> {
  const { config, publicUrl, db, clock, sealing, listAlgorithms, passwords, passwordRules, messages, log } =
    parts;
  const keepsSecrets = config.showSecrets === 'always';
  const { queueMail, queueText } = messages;
  return {
    organizations: createOrganizationsService({ db, clock }),
    organizationApiKeys: createOrganizationApiKeysService({
      db,
      clock,
      sealing,
      keepsSecrets,
      listAlgorithms,
    }),
    organizationRegistry: createOrganizationRegistryService({ db, clock }),
    organizationDescriptions: createOrganizationDescriptionsService({ db, clock }),
    organizationLogo: createOrganizationLogoService({ db, clock }),
    organizationTwoFactor: createOrganizationTwoFactorService({ db }),
    organizationDns: createOrganizationDnsService({ db, clock }),
    organizationRequiredScopes: createOrganizationRequiredScopesService({ db, clock }),
    organizationMembers: createOrganizationMembersService({
      db,
      clock,
      publicUrl,
      queueMail,
      queueText,
      log,
    }),
    organizationInvitations: createOrganizationInvitationsService({ db, clock }),
    organizationGrants: createOrganizationGrantsService({ db, clock }),
    organizationLinks: createOrganizationLinksService({ db, clock }),
    organizationContracts: createOrganizationContractsService({ db, clock }),
    users: createUsersService({ db, clock, publicUrl, passwords, passwordRules, queueMail }),
    userEmailAddresses: createUserEmailAddressesService({ db, clock, publicUrl, queueMail }),
    userApiKeys: createUserApiKeysService({ db, clock, sealing, keepsSecrets }),
    userAvatars: createUserAvatarsService({ db, clock, publicUrl }),
    userRegistry: createUserRegistryService({ db, clock }),
    userLinkedAccounts: createUserLinkedAccountsService({ db, clock }),
    userTwoFactor: createUserTwoFactorService({ db, clock, sealing, publicUrl, messages }),
    userPhoneNumbers: createUserPhoneNumbersService({ db, clock, publicUrl, queueText, queueMail }),
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
