import type { Masked } from './masking.ts';

/** About one account; shown to its user. */
export interface OfAccount {
  readonly username: string;
}

export interface OfContact extends OfAccount {
  readonly contact: Masked;
}

/** About one organization; shown to its owners. */
export interface OfOrganization {
  readonly globalid: string;
}

export interface OfMember extends OfAccount, OfOrganization {
  readonly role: 'owner' | 'member';
}

/** The invitee is named as in the invitation. */
export interface OfInvitation extends OfOrganization, Partial<OfAccount> {
  readonly role: 'owner' | 'member' | 'orgowner' | 'orgmember';
  readonly contact?: Masked;
  readonly organization?: string;
}

/** `organization` is linked to `globalid`, as owner or member of it. */
export interface OfLink extends OfOrganization {
  readonly organization: string;
}

export interface OfLinkRole extends OfLink {
  readonly role: 'orgowner' | 'orgmember';
}

/** A tag that an organization put on a user. */
export interface OfGrant extends OfAccount, OfOrganization {
  readonly grant: string;
}

export interface OfRequiredScope extends OfOrganization {
  readonly scope: string;
}

export interface OfDnsName extends OfOrganization {
  readonly name: string;
}

export interface OfDescription extends OfOrganization {
  readonly language: string;
}

export interface OfRegistryEntry extends OfOrganization {
  readonly key: string;
}

export interface WithWebhook {
  /** Id of the webhook. */
  readonly webhook: string;
}

/** `user` is the user's id in the organization's directory. */
export interface OfDirectoryUser extends OfOrganization {
  readonly user: string;
}

export interface OfWebhook extends OfOrganization, WithWebhook {}
export interface WithLabel {
  readonly label: string;
}

export interface WithKey {
  readonly key: string;
}

export interface OfLinkedAccount extends OfAccount {
  readonly provider: 'github' | 'facebook';
}

/** About an organization that a user gave access to; shown to the user. */
export interface OfAuthorization extends OfAccount {
  readonly organization: string;
}

/** A mail, SMS or logout that is waiting or was abandoned; shown to the user it is about. */
export interface OfMessage extends Partial<OfAccount> {
  readonly channel: 'mail' | 'sms' | 'logout';
  readonly template: string;
  readonly contact: Masked;
}

/** A key that signs tokens. */
export interface OfSigningKey {
  readonly kid: string;
  readonly algorithm: string;
}

/** A version of a document that an organization keeps about a user. */
export interface OfDocument extends OfAuthorization {
  readonly document: string;
  readonly version: string;
}
