import type {
  OfAccount,
  OfAuthorization,
  OfContact,
  OfDescription,
  OfDirectoryUser,
  OfDnsName,
  OfDocument,
  OfGrant,
  OfInvitation,
  OfLink,
  OfLinkedAccount,
  OfLinkRole,
  OfMember,
  OfMessage,
  OfOrganization,
  OfRegistryEntry,
  OfRequiredScope,
  OfSigningKey,
  OfWebhook,
  WithKey,
  WithLabel,
  WithWebhook,
} from './event-subjects.ts';
import type { Masked } from './masking.ts';

export type Factor = 'sms' | 'totp' | 'passkey' | 'recoveryCode';

/**
 * All events that are recorded, with their details. Who, when and from where are recorded with each of them.
 * Details never hold a secret, a full email address or a full phone number.
 */
export interface AuditEvents {
  readonly 'account.created': OfAccount;
  readonly 'account.export_requested': OfAccount;
  /** The export was downloaded. */
  readonly 'account.exported': OfAccount;
  readonly 'account.deletion_requested': OfAccount;
  readonly 'account.deletion_cancelled': OfAccount;
  readonly 'account.deleted': OfAccount;
  /** By an operator. */
  readonly 'account.locked': OfAccount;
  readonly 'account.unlocked': OfAccount;
  readonly 'signin.succeeded': OfAccount;
  /** Without username when no account has the name that was typed. `limit`: wrong, and no more attempts for now. */
  readonly 'signin.failed': Partial<OfAccount> & { readonly reason: 'password' | 'limit' | 'disabled' };
  readonly 'factor.succeeded': OfAccount & { readonly factor: Factor };
  readonly 'factor.failed': OfAccount & {
    readonly factor: Factor;
    /** `refused`: the owner of the phone said that the sign-in is not theirs. */
    readonly reason: 'wrong' | 'expired' | 'limit' | 'refused' | 'copied';
  };
  /** By SMS or mail. Without username during registration, when there is no account yet. */
  readonly 'code.sent': Partial<OfAccount> & Pick<OfContact, 'contact'>;
  readonly 'session.ended': OfAccount & { readonly sessions: 'this' | 'other' | 'all' };
  readonly 'password.changed': OfAccount;
  readonly 'password.reset': OfAccount;
  readonly 'email.added': OfContact;
  readonly 'email.validated': OfContact;
  readonly 'email.removed': OfContact;
  readonly 'phone.added': OfContact;
  readonly 'phone.validated': OfContact;
  readonly 'phone.removed': OfContact;
  readonly 'address.added': OfAccount & WithLabel;
  readonly 'address.changed': OfAccount & WithLabel;
  readonly 'address.removed': OfAccount & WithLabel;
  readonly 'bank_account.added': OfAccount & WithLabel;
  readonly 'bank_account.changed': OfAccount & WithLabel;
  readonly 'bank_account.removed': OfAccount & WithLabel;
  readonly 'wallet_address.added': OfAccount & WithLabel;
  readonly 'wallet_address.changed': OfAccount & WithLabel;
  readonly 'wallet_address.removed': OfAccount & WithLabel;
  readonly 'public_key.added': OfAccount & WithLabel;
  readonly 'public_key.changed': OfAccount & WithLabel;
  readonly 'public_key.removed': OfAccount & WithLabel;
  readonly 'avatar.added': OfAccount & WithLabel;
  readonly 'avatar.changed': OfAccount & WithLabel;
  readonly 'avatar.removed': OfAccount & WithLabel;
  readonly 'name.changed': OfAccount;
  readonly 'preferences.changed': OfAccount;
  readonly 'registry.set': OfAccount & WithKey;
  readonly 'registry.removed': OfAccount & WithKey;
  /** An opaque identifier of the user was created for a client. */
  readonly 'identifier.made': OfAccount & { readonly client: string };
  readonly 'totp.set': OfAccount;
  readonly 'totp.removed': OfAccount;
  readonly 'passkey.added': OfAccount & WithLabel;
  readonly 'passkey.renamed': OfAccount & WithLabel;
  readonly 'passkey.removed': OfAccount & WithLabel;
  readonly 'device.forgotten': OfAccount;
  readonly 'recovery_codes.made': OfAccount;
  /** A reset removes the lost second factors of a user after a waiting period. */
  readonly 'factor_reset.requested': OfAccount;
  readonly 'factor_reset.cancelled': OfAccount;
  readonly 'factor_reset.done': OfAccount;
  readonly 'recovery_code.used': OfAccount;
  readonly 'apikey.made': OfAccount & WithLabel;
  readonly 'apikey.renamed': OfAccount & WithLabel;
  readonly 'apikey.removed': OfAccount & WithLabel;
  readonly 'linked_account.added': OfLinkedAccount;
  readonly 'linked_account.removed': OfLinkedAccount;
  readonly 'authorization.given': OfAuthorization;
  readonly 'authorization.changed': OfAuthorization;
  readonly 'authorization.withdrawn': OfAuthorization;
  /** Another device asked for access, and the user answered in this browser (RFC 8628). */
  readonly 'device_access.allowed': OfAuthorization;
  readonly 'device_access.refused': OfAuthorization;
  readonly 'keystore.key_stored': OfAuthorization & WithLabel;
  readonly 'see.created': OfDocument;
  /** Another version was added. */
  readonly 'see.changed': OfDocument;
  readonly 'see.signed': OfDocument;
  /** About the user or organization under which the contract is stored. */
  readonly 'contract.created': (OfAccount | OfOrganization) & { readonly contract: string };
  /** By the client that the token was issued to. */
  readonly 'token.revoked': OfAuthorization;
  /** The token was used twice, or by another client. Everything derived from it was revoked. */
  readonly 'token.misused': OfAuthorization & {
    readonly token: 'code' | 'refreshToken';
    readonly how: 'again' | 'otherClient';
  };
  /** The API answered 403 to this account or organization. Only the first per operation and minute is recorded. */
  readonly 'call.refused': Partial<OfAccount> & Partial<OfOrganization> & { readonly operation: string };
  /** The user may now use the pages below `/admin`, or no longer may. */
  readonly 'operator.added': OfAccount;
  readonly 'operator.removed': OfAccount;
  /** By an operator, like the next four. */
  readonly 'message.resent': OfMessage;
  readonly 'message.dropped': OfMessage;
  /** `about` names what the attempts were counted for. */
  readonly 'limit.lifted': Partial<OfAccount> & { readonly limit: string; readonly about: Masked };
  readonly 'signing_key.added': OfSigningKey;
  readonly 'signing_key.withdrawn': OfSigningKey;
  readonly 'organization.created': OfOrganization;
  /** With all its suborganizations. */
  readonly 'organization.deleted': OfOrganization;
  readonly 'organization.joined': OfMember;
  readonly 'organization.left': OfAccount & OfOrganization;
  /** By an owner or the directory. */
  readonly 'organization.member_removed': OfAccount & OfOrganization;
  readonly 'organization.role_changed': OfMember;
  readonly 'organization.key_made': OfOrganization & WithLabel;
  readonly 'organization.key_changed': OfOrganization & WithLabel;
  /** The key has a new secret. */
  readonly 'organization.key_rotated': OfOrganization & WithLabel;
  readonly 'organization.key_removed': OfOrganization & WithLabel;
  readonly 'organization.invitation_sent': OfInvitation;
  readonly 'organization.invitation_cancelled': OfInvitation;
  readonly 'organization.invitation_refused': OfInvitation;
  readonly 'organization.linked': OfLinkRole;
  readonly 'organization.link_changed': OfLinkRole;
  readonly 'organization.unlinked': OfLinkRole;
  /** The suborganizations of a linked organization count too from now on, or no longer do. */
  readonly 'organization.suborganizations_included': OfLink;
  readonly 'organization.suborganizations_excluded': OfLink;
  readonly 'organization.second_factor_validity_changed': OfOrganization & { readonly seconds: string };
  readonly 'organization.required_scope_added': OfRequiredScope;
  readonly 'organization.required_scope_changed': OfRequiredScope;
  readonly 'organization.required_scope_removed': OfRequiredScope;
  readonly 'organization.grant_added': OfGrant;
  readonly 'organization.grant_removed': OfGrant;
  readonly 'organization.all_grants_removed': OfAccount & OfOrganization;
  readonly 'organization.dns_name_added': OfDnsName;
  readonly 'organization.dns_name_changed': OfDnsName & { readonly former: string };
  readonly 'organization.dns_name_removed': OfDnsName;
  readonly 'organization.dns_name_proved': OfDnsName;
  /** Another organization proved the name, and this organization's DNS record was gone. */
  readonly 'organization.dns_proof_lapsed': OfDnsName;
  readonly 'organization.logo_changed': OfOrganization;
  readonly 'organization.logo_removed': OfOrganization;
  readonly 'organization.description_changed': OfDescription;
  readonly 'organization.description_removed': OfDescription;
  readonly 'organization.registry_entry_changed': OfRegistryEntry;
  readonly 'organization.registry_entry_removed': OfRegistryEntry;
  readonly 'organization.webhook_added': OfWebhook;
  readonly 'organization.webhook_changed': OfWebhook;
  /** The webhook has a new secret. */
  readonly 'organization.webhook_rotated': OfWebhook;
  readonly 'organization.webhook_removed': OfWebhook;
  readonly 'organization.webhook_tested': OfWebhook;
  readonly 'organization.webhook_resent': OfWebhook;
  /** By the server: the receiver answered that it is gone, or has accepted nothing for days. */
  readonly 'organization.webhook_disabled': OfWebhook & { readonly reason: 'gone' | 'failing' };
  /** The directory may act on the organization (SCIM), or no longer may. */
  readonly 'organization.directory_switched_on': OfOrganization;
  readonly 'organization.directory_switched_off': OfOrganization;
  /** Replaces the previous token. */
  readonly 'organization.directory_token_made': OfOrganization;
  readonly 'organization.directory_token_removed': OfOrganization;
  /** By the directory, like the next three. `user` is an id of the directory, `group` a group of the organization. */
  readonly 'organization.directory_user_added': OfDirectoryUser;
  readonly 'organization.directory_user_changed': OfDirectoryUser;
  readonly 'organization.directory_user_removed': OfDirectoryUser;
  readonly 'organization.directory_group_changed': OfOrganization & { readonly group: string };
  /** Webhooks of the operator, which receive the audit log. */
  readonly 'audit_webhook.added': WithWebhook;
  readonly 'audit_webhook.changed': WithWebhook;
  readonly 'audit_webhook.rotated': WithWebhook;
  readonly 'audit_webhook.removed': WithWebhook;
  readonly 'audit_webhook.tested': WithWebhook;
  readonly 'audit_webhook.resent': WithWebhook;
  readonly 'audit_webhook.disabled': WithWebhook;
}

export type AuditEventName = keyof AuditEvents;
