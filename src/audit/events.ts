import type { Masked } from './masking.ts';

/** Of one account; shown to the user. */
interface OfAccount {
  readonly username: string;
}

interface OfContact extends OfAccount {
  readonly contact: Masked;
}

/** Of one organization; shown to its owners. */
interface OfOrganization {
  readonly globalid: string;
}

interface OfMember extends OfAccount, OfOrganization {
  readonly role: 'owner' | 'member';
}

/** Names the invitee as the invitation does. */
interface OfInvitation extends OfOrganization, Partial<OfAccount> {
  readonly role: 'owner' | 'member' | 'orgowner' | 'orgmember';
  readonly contact?: Masked;
  readonly organization?: string;
}

/** `organization`, below which `globalid` lists it. */
interface OfLink extends OfOrganization {
  readonly organization: string;
}

interface OfLinkRole extends OfLink {
  readonly role: 'orgowner' | 'orgmember';
}

/** A tag that an organization put on a user. */
interface OfGrant extends OfAccount, OfOrganization {
  readonly grant: string;
}

interface OfRequiredScope extends OfOrganization {
  readonly scope: string;
}

interface OfDnsName extends OfOrganization {
  readonly name: string;
}

interface OfDescription extends OfOrganization {
  readonly language: string;
}

interface OfRegistryEntry extends OfOrganization {
  readonly key: string;
}

interface WithWebhook {
  /** Its id. */
  readonly webhook: string;
}

/** `user` is the id of a user in the directory of the organization. */
interface OfDirectoryUser extends OfOrganization {
  readonly user: string;
}

interface OfWebhook extends OfOrganization, WithWebhook {}

interface WithLabel {
  readonly label: string;
}

interface WithKey {
  readonly key: string;
}

interface OfLinkedAccount extends OfAccount {
  readonly provider: 'github' | 'facebook';
}

/** About an organization to which a user gave access; shown to the user. */
interface OfAuthorization extends OfAccount {
  readonly organization: string;
}

/** A mail, SMS or logout that waits or was abandoned; shown to the user it is about. */
interface OfMessage extends Partial<OfAccount> {
  readonly channel: 'mail' | 'sms' | 'logout';
  readonly template: string;
  readonly contact: Masked;
}

/** A key that signs tokens. */
interface OfSigningKey {
  readonly kid: string;
  readonly algorithm: string;
}

/** A version of a document that an organization keeps at a user. */
interface OfDocument extends OfAuthorization {
  readonly document: string;
  readonly version: string;
}

export type Factor = 'sms' | 'totp' | 'passkey' | 'recoveryCode';

/**
 * Every event that is recorded, and what it says besides who did it, when and from where. Nothing here may hold a
 * secret, a full address or a full number.
 */
export interface AuditEvents {
  readonly 'account.created': OfAccount;
  readonly 'account.export_requested': OfAccount;
  /** Downloaded. */
  readonly 'account.exported': OfAccount;
  readonly 'account.deletion_requested': OfAccount;
  readonly 'account.deletion_cancelled': OfAccount;
  readonly 'account.deleted': OfAccount;
  /** By an operator. */
  readonly 'account.locked': OfAccount;
  readonly 'account.unlocked': OfAccount;
  readonly 'signin.succeeded': OfAccount;
  /** Without username when no account has the name that was typed. `limit`: wrong, and the last attempt for now. */
  readonly 'signin.failed': Partial<OfAccount> & { readonly reason: 'password' | 'limit' | 'disabled' };
  readonly 'factor.succeeded': OfAccount & { readonly factor: Factor };
  readonly 'factor.failed': OfAccount & {
    readonly factor: Factor;
    /** `refused`: the holder of the phone says that it is not their sign-in. */
    readonly reason: 'wrong' | 'expired' | 'limit' | 'refused' | 'copied';
  };
  /** By text or mail. Without username in a registration, whose account does not exist yet. */
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
  /** An opaque identifier of the user, made for a client. */
  readonly 'identifier.made': OfAccount & { readonly client: string };
  readonly 'totp.set': OfAccount;
  readonly 'totp.removed': OfAccount;
  readonly 'passkey.added': OfAccount & WithLabel;
  readonly 'passkey.renamed': OfAccount & WithLabel;
  readonly 'passkey.removed': OfAccount & WithLabel;
  readonly 'device.forgotten': OfAccount;
  readonly 'recovery_codes.made': OfAccount;
  /** To remove the lost second factors of a user after a waiting time. */
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
  /** A device elsewhere asked, and the user answered in this browser (RFC 8628). */
  readonly 'device_access.allowed': OfAuthorization;
  readonly 'device_access.refused': OfAuthorization;
  readonly 'keystore.key_stored': OfAuthorization & WithLabel;
  readonly 'see.created': OfDocument;
  /** Another version. */
  readonly 'see.changed': OfDocument;
  readonly 'see.signed': OfDocument;
  /** Of the user or the organization under which it is stored. */
  readonly 'contract.created': (OfAccount | OfOrganization) & { readonly contract: string };
  /** By the client it was given to. */
  readonly 'token.revoked': OfAuthorization;
  /** It came again, or from a client it was not given to; all that was made from it ended. */
  readonly 'token.misused': OfAuthorization & {
    readonly token: 'code' | 'refreshToken';
    readonly how: 'again' | 'otherClient';
  };
  /** 403 of the API, for the account or organization that called; the first in a minute of each operation. */
  readonly 'call.refused': Partial<OfAccount> & Partial<OfOrganization> & { readonly operation: string };
  /** May run the service on the pages below `/admin`, or no longer. */
  readonly 'operator.added': OfAccount;
  readonly 'operator.removed': OfAccount;
  /** By the operator, as the next four. */
  readonly 'message.resent': OfMessage;
  readonly 'message.dropped': OfMessage;
  /** `about` names what the attempts counted for. */
  readonly 'limit.lifted': Partial<OfAccount> & { readonly limit: string; readonly about: Masked };
  readonly 'signing_key.added': OfSigningKey;
  readonly 'signing_key.withdrawn': OfSigningKey;
  readonly 'organization.created': OfOrganization;
  /** With all below it. */
  readonly 'organization.deleted': OfOrganization;
  readonly 'organization.joined': OfMember;
  readonly 'organization.left': OfAccount & OfOrganization;
  /** By an owner, or the directory. */
  readonly 'organization.member_removed': OfAccount & OfOrganization;
  readonly 'organization.role_changed': OfMember;
  readonly 'organization.key_made': OfOrganization & WithLabel;
  readonly 'organization.key_changed': OfOrganization & WithLabel;
  /** It has another secret. */
  readonly 'organization.key_rotated': OfOrganization & WithLabel;
  readonly 'organization.key_removed': OfOrganization & WithLabel;
  readonly 'organization.invitation_sent': OfInvitation;
  readonly 'organization.invitation_cancelled': OfInvitation;
  readonly 'organization.invitation_refused': OfInvitation;
  readonly 'organization.linked': OfLinkRole;
  readonly 'organization.link_changed': OfLinkRole;
  readonly 'organization.unlinked': OfLinkRole;
  /** The organizations below a linked one count as well from now on, or no longer. */
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
  /** Another organization proved the name, and the record of this one was gone. */
  readonly 'organization.dns_proof_lapsed': OfDnsName;
  readonly 'organization.logo_changed': OfOrganization;
  readonly 'organization.logo_removed': OfOrganization;
  readonly 'organization.description_changed': OfDescription;
  readonly 'organization.description_removed': OfDescription;
  readonly 'organization.registry_entry_changed': OfRegistryEntry;
  readonly 'organization.registry_entry_removed': OfRegistryEntry;
  readonly 'organization.webhook_added': OfWebhook;
  readonly 'organization.webhook_changed': OfWebhook;
  /** It has another secret. */
  readonly 'organization.webhook_rotated': OfWebhook;
  readonly 'organization.webhook_removed': OfWebhook;
  readonly 'organization.webhook_tested': OfWebhook;
  readonly 'organization.webhook_resent': OfWebhook;
  /** By the server: the receiver wants no more events, or has not taken any for days. */
  readonly 'organization.webhook_disabled': OfWebhook & { readonly reason: 'gone' | 'failing' };
  /** The directory may act on the organization (SCIM), or no longer. */
  readonly 'organization.directory_switched_on': OfOrganization;
  readonly 'organization.directory_switched_off': OfOrganization;
  /** It replaces the one before. */
  readonly 'organization.directory_token_made': OfOrganization;
  readonly 'organization.directory_token_removed': OfOrganization;
  /** By the directory, as the next three; `user` is the directory's, `group` one of the organization. */
  readonly 'organization.directory_user_added': OfDirectoryUser;
  readonly 'organization.directory_user_changed': OfDirectoryUser;
  readonly 'organization.directory_user_removed': OfDirectoryUser;
  readonly 'organization.directory_group_changed': OfOrganization & { readonly group: string };
  /** Of the operator, which gets the audit log. */
  readonly 'audit_webhook.added': WithWebhook;
  readonly 'audit_webhook.changed': WithWebhook;
  readonly 'audit_webhook.rotated': WithWebhook;
  readonly 'audit_webhook.removed': WithWebhook;
  readonly 'audit_webhook.tested': WithWebhook;
  readonly 'audit_webhook.resent': WithWebhook;
  readonly 'audit_webhook.disabled': WithWebhook;
}

export type AuditEventName = keyof AuditEvents;
