// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Every refusal carries this. */
export interface Error {
  /** The reason as a code for programs. Codes do not change. */
  readonly error: string;
  /** The reason in a sentence for people. May change at any time. */
  readonly error_description?: string;
}

/**
 * What a user or an organization calls an entry: ASCII letters, digits, `-`, `_` and white space (space, tab, line
 * feed, form feed, carriage return). Compared exactly, so upper and lower case differ. A new label has no white space
 * but single spaces within; only labels from before may have tabs and line breaks.
 */
export type Label = string;

/**
 * The name of a user that is created through this API. Users who registered on the web site may have longer names
 * with underscores, so this rule holds for creation only.
 */
export type Username = string;

/**
 * The id of a new organization without parent. Spaces at both ends are cut off; within, only single spaces are
 * allowed.
 */
export type GlobalId = string;

/**
 * The full id of an organization with a parent: the id of the parent, a dot, and a name of its own without a dot. A
 * new name has no white space but single spaces within; only ids from before may have tabs and line breaks.
 */
export type SubOrganizationId = string;

/** The id of any organization, with or without a parent. */
export type OrganizationId = string;

/**
 * A first or last name: letters of any script with their marks, joiners and punctuation (RFC 8264, FreeformClass),
 * without invisible characters and those that change the direction of writing, and without `<`, `>`, `@`, `/`, `\`
 * and `:`. Stored composed (NFC), with single spaces within only.
 */
export type NamePart = string;

/** An email address of a user. Kept in lower case. */
export interface EmailAddress {
  readonly label: Label;
  readonly emailaddress: string;
}

/**
 * An email address to keep. Letter case, what cannot be seen around it and the dot at the end of the domain make no
 * difference; domains of other scripts are kept in ASCII (RFC 5890). At most 100 characters are kept.
 */
export interface NewEmailAddress {
  readonly label: Label;
  readonly emailaddress: string;
}

/** A phone number of a user in international form. */
export interface Phonenumber {
  readonly phonenumber: string;
  readonly label: Label;
}

/**
 * A phone number to keep, with the code of its country. `00` stands for `+`; spaces, dashes, dots, slashes, what
 * cannot be seen and the trunk zero in parentheses make no difference.
 */
export interface NewPhonenumber {
  readonly phonenumber: string;
  readonly label: Label;
}

/** A postal address of a user. */
export interface Address {
  readonly city: string;
  readonly street: string;
  /** The house number. */
  readonly nr: string;
  /** Whatever else belongs to the address, such as a floor or a box. */
  readonly other?: string;
  readonly country: string;
  readonly postalcode: string;
  readonly label: Label;
}

/** A bank account of a user. The check digits are not verified. */
export interface BankAccount {
  readonly iban: string;
  /** Eight or eleven characters. */
  readonly bic: string;
  readonly country: string;
  readonly label: Label;
}

/** An address to keep in the digital wallet. Either it expires or it says that it does not. */
export interface NewDigitalAssetAddress {
  readonly address: string;
  readonly label: Label;
  /** When the address stops being usable. Needed unless `noexpiration` is true. */
  readonly expire?: string;
  readonly currencysymbol: string;
  /** True when the address never expires; `expire` means nothing then. */
  readonly noexpiration?: boolean;
}

/** An address in the digital wallet of a user. */
export interface DigitalAssetAddress extends NewDigitalAssetAddress {
  /** When the address stops being usable. `0001-01-01T00:00:00Z` when no date was given. */
  readonly expire: string;
}

/**
 * A public key of a user in OpenSSH form: the kind, the key in base64, and possibly a comment, on one line. RSA,
 * Ed25519, ECDSA and security keys are accepted.
 */
export interface PublicKey {
  readonly label: Label;
  readonly publickey: string;
}

/**
 * A picture of a user. The labels `facebook` and `github` stand for the pictures of the linked accounts and cannot
 * be given out.
 */
export interface Avatar {
  readonly label: Label;
  /** Absolute URL of the picture. */
  readonly source: string;
}

/**
 * A key and its value, readable by everyone who knows the key. A new key is composed (NFC), has no invisible
 * characters and no white space but single spaces within; a value is kept as it is.
 */
export interface RegistryEntry {
  readonly Key: string;
  readonly Value: string;
}

/** What the user calls an API key. */
export interface APIKeyLabel {
  readonly label: Label;
}

/**
 * A key with which the user's own programs get tokens: the application id is the client id, the API key the client
 * secret.
 */
export interface UserAPIKey {
  readonly username: string;
  /** The secret. Empty on reads where the server is set to show secrets only once. */
  readonly apikey: string;
  readonly applicationid: string;
  /** What a token of this key may do; always `user:admin`. */
  readonly scopes: readonly string[];
  readonly label: Label;
}

/** The linked Facebook account. In the user information an account that is not linked or not shared is all blank. */
export interface FacebookAccount {
  /** May need more than 53 bits; read it with care. */
  readonly id: number | bigint;
  readonly name: string;
  readonly picture: string;
  readonly link: string;
}

/** The linked GitHub account. In the user information an account that is not linked or not shared is all blank. */
export interface GithubAccount {
  readonly login: string;
  readonly id: number | bigint;
  readonly avatar_url: string;
  readonly html_url: string;
  readonly name: string;
}

/** A user to create. There is no password in it; the user sets one through a validated email address. */
export interface NewUser {
  readonly username: Username;
  readonly firstname: NamePart;
  readonly lastname: NamePart;
  /** Public keys in OpenSSH form. */
  readonly publicKeys: readonly string[];
  /** When the account lapses. Stored, never shown. */
  readonly expire?: string;
  readonly digitalwallet: readonly NewDigitalAssetAddress[];
  readonly emailaddresses: readonly NewEmailAddress[];
  readonly phonenumbers: readonly NewPhonenumber[];
  readonly addresses: readonly Address[];
  readonly bankaccounts: readonly BankAccount[];
  readonly facebook?: FacebookAccount;
  readonly github?: GithubAccount;
}

/** Everything a user keeps, as the user sees it. */
export interface User {
  readonly username: string;
  readonly firstname: string;
  readonly lastname: string;
  /** The keys alone. The public keys resource has them with their labels. */
  readonly publicKeys: readonly string[];
  readonly digitalwallet: readonly DigitalAssetAddress[];
  readonly emailaddresses: readonly EmailAddress[];
  readonly phonenumbers: readonly Phonenumber[];
  readonly addresses: readonly Address[];
  readonly bankaccounts: readonly BankAccount[];
  /** Left out when no account is linked. */
  readonly facebook?: FacebookAccount;
  /** Left out when no account is linked. */
  readonly github?: GithubAccount;
  /** The stored avatars, then those of the linked accounts. */
  readonly avatars: readonly Avatar[];
}

/** How a user is called. */
export interface PersonName {
  readonly firstname: NamePart;
  readonly lastname: NamePart;
}

/** The password of a user, old and new. */
export interface PasswordChange {
  readonly currentpassword: string;
  /**
   * At least 6 and at most 256 characters. A server may ask for a longer minimum. A password of another length,
   * one that many people use or that is known from a leak, and one that is little more than the names, addresses
   * or numbers of the user are answered 422, after the current one has been checked.
   */
  readonly newpassword: string;
}

/** Names the text message that was sent. */
export interface PhonenumberValidation {
  /** To be sent back together with the code from the text message. */
  readonly validationkey: string;
}

/** Shows that a text message arrived. */
export interface PhonenumberVerification {
  /** The six digits of the text message. */
  readonly smscode: string;
  /** The key that was answered when the message was sent. */
  readonly validationkey: string;
}

/** The second factors a user has. */
export interface TwoFAMethods {
  /** Whether an authenticator application is set up. */
  readonly totp: boolean;
  /** The validated phone numbers. */
  readonly sms: readonly Phonenumber[];
}

/** A secret to set up an authenticator application with. */
export interface TOTPSecret {
  /** Always empty in an answer. */
  readonly totpcode: string;
  /** The secret in base32. */
  readonly totpsecret: string;
  /** What the authenticator application shows as the issuer. */
  readonly totpissuer: string;
}

/** Shows that an authenticator application was set up with a secret. */
export interface TOTPSetup {
  /** The code that the authenticator application shows, six digits. */
  readonly totpcode: string;
  /** The secret in base32, at least 16 bytes. */
  readonly totpsecret: string;
}

/** What is proven to be the user's own. */
export interface OwnerOf {
  /** Validated email addresses, under the labels the user gave them. */
  readonly emailaddresses: readonly EmailAddress[];
}

/**
 * What the caller may know about a user. The user sees everything; an organization sees what the user shares with
 * it, under the labels the organization asked for. What is not shared is an empty string, an empty list or an
 * object with blank members.
 */
export interface Userview {
  readonly username: string;
  readonly publicKeys: readonly PublicKey[];
  readonly emailaddresses: readonly EmailAddress[];
  /** The shared addresses that are validated at this moment. */
  readonly validatedemailaddresses: readonly EmailAddress[];
  readonly phonenumbers: readonly Phonenumber[];
  /** The shared numbers that are validated at this moment. */
  readonly validatedphonenumbers: readonly Phonenumber[];
  readonly addresses: readonly Address[];
  readonly bankaccounts: readonly BankAccount[];
  readonly digitalwallet: readonly DigitalAssetAddress[];
  readonly facebook: FacebookAccount;
  readonly github: GithubAccount;
  /** The ids of the organizations the user belongs to. */
  readonly organizations: readonly string[];
  readonly avatar: readonly Avatar[];
  readonly firstname: string;
  readonly lastname: string;
  readonly ownerof: OwnerOf;
}

/** What an organization asks its people to share and the user does not share with it. */
export interface MissingScopes {
  readonly organization: string;
  readonly scopes: readonly string[];
}

/** A contract that waits for the signature of a party. */
export interface ContractSigningRequest {
  readonly contractId: string;
  readonly party: string;
}

/** What waits for the user's decision. */
export interface Notifications {
  /** Pending invitations to the user, including those sent to a validated email address or phone number. */
  readonly invitations: readonly JoinOrganizationInvitation[];
  /** Pending invitations to organizations that the user owns, directly or not. */
  readonly organizationinvitations: readonly JoinOrganizationInvitation[];
  readonly approvals: readonly JoinOrganizationInvitation[];
  readonly contractRequests: readonly ContractSigningRequest[];
  readonly missingscopes: readonly MissingScopes[];
}

/** One of those who make a contract. */
export interface Party {
  /** `user` or `org`. */
  readonly type: string;
  /** The username or the id of the organization. */
  readonly name: string;
}

/** A signature under a contract. It is stored as it is and not verified. */
export interface Signature {
  readonly signedBy: string;
  readonly date: string;
  /** The public key that belongs to the signature. */
  readonly publicKey: string;
  readonly signature: string;
}

/** A contract to store. */
export interface NewContract {
  /**
   * The party under which the contract is stored is added when it is missing. There may be at most twenty after
   * that.
   */
  readonly parties?: readonly Party[];
  readonly content: string;
  /** Free for tags of the party that makes the contract. */
  readonly contractType: string;
  /** Ids of the contracts that this one makes invalid. */
  readonly invalidates?: readonly string[];
  /** Ids of the contracts that this one adds to. */
  readonly extends?: readonly string[];
  readonly expires: string;
  /**
   * By convention a hash of the contract as the server answers it: a JSON object of `parties`, `content`,
   * `contractType`, `invalidates`, `extends` and `expires`, in this order and complete, in a party first `type`;
   * `expires` in UTC, with milliseconds only if needed (`2030-01-31T12:00:00.5Z`); without white space between
   * the values, in UTF-8. Of that SHA-256, of that RIPEMD-160, and of that Base58Check with the prefix 0x00: `{}`
   * gives `16facBhbd9qNnGdGCismSt2gSGjRhDeoSX`. The server accepts any id that is not taken.
   */
  readonly contractId: string;
  readonly signatures?: readonly Signature[];
}

/** A stored contract. */
export interface Contract extends NewContract {
  /** All parties, including the one under which the contract was stored. */
  readonly parties: readonly Party[];
  readonly signatures: readonly Signature[];
}

/** Ties the name an organization uses for an entry to the label the user gave it. */
export interface AuthorizationMap {
  /** The name the organization uses. */
  readonly requestedlabel: Label;
  /** The label of the user's entry. */
  readonly reallabel: Label;
  /** `write` when the organization may also change the entry; only phone numbers know this. */
  readonly scope?: '' | 'write';
}

/** Ties the name an organization uses to an address in the digital wallet. */
export interface DigitalWalletAuthorizationMap extends AuthorizationMap {
  /** The currency the organization asked for. */
  readonly currency?: string;
}

/** What the organization may know to be the user's own. */
export interface OwnerOfAuthorization {
  /** Validated email addresses. */
  readonly emailaddresses: readonly string[];
}

/** What an organization may see of a user. A list that is left out shares nothing. */
export interface Authorization {
  readonly username: string;
  /** The organization that may see it. */
  readonly grantedTo: string;
  /** Whether first and last name are shared. */
  readonly name?: boolean;
  readonly addresses?: readonly AuthorizationMap[];
  readonly publicKeys?: readonly AuthorizationMap[];
  readonly emailaddresses?: readonly AuthorizationMap[];
  readonly validatedemailaddresses?: readonly AuthorizationMap[];
  readonly phonenumbers?: readonly AuthorizationMap[];
  readonly validatedphonenumbers?: readonly AuthorizationMap[];
  readonly bankaccounts?: readonly AuthorizationMap[];
  readonly digitalwallet?: readonly DigitalWalletAuthorizationMap[];
  readonly avatars?: readonly AuthorizationMap[];
  /** Whether the Facebook account is shared. */
  readonly facebook?: boolean;
  /** Whether the GitHub account is shared. */
  readonly github?: boolean;
  /** The organizations of which the membership is shared. */
  readonly organizations: readonly string[];
  readonly ownerof?: OwnerOfAuthorization;
  /** Whether the organization may keep keys at the user. */
  readonly keystore?: boolean;
  /** Whether the organization may keep documents at the user. */
  readonly see?: boolean;
  /**
   * Whether the organization keeps its access while the user is away, by refresh tokens. Left out in an answer
   * when false; left out in a change, it stays as it is.
   */
  readonly offlineAccess?: boolean;
}

/**
 * Ties the name an organization uses for an entry to the label the user gave it. Without the latter, nothing is
 * shared under that name.
 */
export interface NewAuthorizationMap {
  /** The name the organization uses. */
  readonly requestedlabel: Label;
  /** The label of the user's entry, or empty. */
  readonly reallabel: string;
  /** `write` when the organization may also change the entry; only phone numbers know this. */
  readonly scope?: '' | 'write';
}

/** Ties the name an organization uses to an address in the digital wallet. */
export interface NewDigitalWalletAuthorizationMap extends NewAuthorizationMap {
  /** The currency the organization asked for. */
  readonly currency?: string;
}

/** What an organization shall be able to see. What is left out is not shared. */
export interface NewAuthorization {
  /** Ignored; the path tells. */
  readonly username?: string;
  /** Ignored; the path tells. */
  readonly grantedTo?: string;
  readonly name?: boolean;
  readonly addresses?: readonly NewAuthorizationMap[];
  readonly publicKeys?: readonly NewAuthorizationMap[];
  readonly emailaddresses?: readonly NewAuthorizationMap[];
  readonly validatedemailaddresses?: readonly NewAuthorizationMap[];
  readonly phonenumbers?: readonly NewAuthorizationMap[];
  readonly validatedphonenumbers?: readonly NewAuthorizationMap[];
  readonly bankaccounts?: readonly NewAuthorizationMap[];
  readonly digitalwallet?: readonly NewDigitalWalletAuthorizationMap[];
  readonly avatars?: readonly NewAuthorizationMap[];
  readonly facebook?: boolean;
  readonly github?: boolean;
  /** Cut to the organizations the user belongs to or is invited to. */
  readonly organizations?: readonly string[];
  /** Cut to the addresses that are validated for the user. */
  readonly ownerof?: OwnerOfAuthorization;
  readonly keystore?: boolean;
  readonly see?: boolean;
  /** Withdrawing it ends the refresh tokens. Left out, it stays as it is. */
  readonly offlineAccess?: boolean;
}

/** The organizations a user belongs to, each in one of the two lists. */
export interface UserOrganizations {
  readonly owner: readonly string[];
  readonly member: readonly string[];
}

/** Names of a user that mean nothing to anyone but the client they were made for. */
export interface UserIdentifiers {
  readonly username: string;
  /** Identifiers of 44 letters, digits, `-` and `_`. */
  readonly iyoids: readonly string[];
  /** The client they were made for. */
  readonly azp: string;
}

/** What is known about a kept key. */
export interface KeyData {
  /** When the key was stored. Set by the server. */
  readonly timestamp?: string;
  readonly comment?: string;
  readonly algorithm: string;
}

/** A key that an organization keeps at a user. It can be neither changed nor removed. */
export interface KeyStoreKey {
  readonly label: Label;
  /** The user. Set by the server. */
  readonly username?: string;
  /** The organization that keeps the key. Set by the server. */
  readonly globalid?: string;
  readonly key: string;
  readonly keydata: KeyData;
}

/** What a version of a document says. */
export interface SeeContent {
  readonly category: string;
  /** Where the document is. */
  readonly link: string;
  readonly markdown_short_description: string;
  readonly markdown_full_description: string;
}

/** One version of a document, as it is kept. */
export interface SeeVersion extends SeeContent {
  /** Versions are counted from 1. */
  readonly version: number;
  readonly content_type: string;
  readonly creation_date: string;
  /** Left out when the document has no beginning. */
  readonly start_date?: string;
  /** Left out when the document has no end. */
  readonly end_date?: string;
  /** The label of the kept key that belongs to the signature. Empty when none was named. */
  readonly keystore_label: string;
  /** Empty when the version is not signed. Stored as it is and not verified. */
  readonly signature: string;
}

/** One version of a document, together with whose it is. */
export interface SeeView extends SeeVersion {
  readonly username: string;
  /** The organization that made the document. */
  readonly globalid: string;
  /** What the organization calls the document. */
  readonly uniqueid: string;
}

/** A document and its versions. */
export interface See {
  readonly username: string;
  /** The organization that made the document. */
  readonly globalid: string;
  /** What the organization calls the document. */
  readonly uniqueid: string;
  readonly versions: readonly SeeVersion[];
}

/**
 * A version of a document to store. The user, the organization, the number of the version and the date of creation
 * are set by the server whatever the body says.
 */
export interface NewSeeVersion extends SeeContent {
  readonly username?: string;
  readonly globalid?: string;
  /** Ignored; the path tells. */
  readonly uniqueid?: string;
  readonly version?: number;
  readonly content_type?: string;
  readonly creation_date?: string;
  readonly start_date?: string;
  readonly end_date?: string;
  /** Needed with a signature. */
  readonly keystore_label?: string;
  readonly signature?: string;
}

/** The first version of a document to store. */
export interface NewSeeObject extends NewSeeVersion {
  /** What the organization calls the document. */
  readonly uniqueid: string;
}

/** A signature for a version of a document, together with what is signed. */
export interface SeeSignature extends NewSeeVersion {
  /** The label of the kept key that belongs to the signature. */
  readonly keystore_label: string;
  readonly signature: string;
}

/** Someone is asked to join an organization. */
export interface JoinOrganizationInvitation {
  /** The organization that asks. */
  readonly organization: string;
  /**
   * The invited user, or the invited organization. Empty while only an email address or phone number was named:
   * its owner is named once the invitation is accepted.
   */
  readonly user: string;
  readonly role: 'owner' | 'member' | 'orgowner' | 'orgmember';
  /** When the invitation was sent, or sent again. */
  readonly created?: string;
  readonly status: 'pending' | 'accepted' | 'rejected';
  /** `website` for a user or organization that was named; else how the invited user is reached. */
  readonly method: 'website' | 'email' | 'phone';
  /** The address that was invited; empty when none was. */
  readonly emailaddress: string;
  /** The number that was invited; empty when none was. */
  readonly phonenumber: string;
  /** Whether an organization is invited. */
  readonly isorganization: boolean;
}

/**
 * The invitation that is accepted, as it was received. Only `method` and the contact that goes with it count; the
 * path tells the rest.
 */
export interface InvitationAcceptance {
  readonly organization?: string;
  readonly user?: string;
  readonly role?: string;
  readonly created?: string;
  readonly status?: string;
  /** `email` or `phone` looks for the invitation by that contact; anything else, by the user. */
  readonly method?: string;
  readonly emailaddress?: string;
  readonly phonenumber?: string;
  readonly isorganization?: boolean;
}

/** What an organization asks its people to share with it. */
export interface RequiredScope {
  /** A scope that a user can grant. */
  readonly scope: string;
  /** Who in the organization may see what is shared. */
  readonly accessscopes: readonly ('organization:owner' | 'organization:member')[];
}

/** A host name. */
export type DnsName = string;

/** A host name of an organization. */
export interface DnsAddress {
  readonly name: DnsName;
}

/** A host name of an organization, and what proves it. */
export interface DnsClaim {
  readonly name: DnsName;
  /** Whether a TXT record of the name has said that it belongs to the organization. */
  readonly proved: boolean;
  /** The name of the TXT record to publish. */
  readonly txtname: string;
  /** The text of the TXT record to publish. */
  readonly txtvalue: string;
}

/** What is said about an organization when it is made. */
export interface OrganizationContent {
  /** Public keys of the organization. */
  readonly publicKeys?: readonly string[];
  /** Host names of the organization. */
  readonly dns?: readonly DnsName[];
  /** Ignored; the caller becomes the owner. */
  readonly owners?: readonly string[];
  /** Ignored; members are invited. */
  readonly members?: readonly string[];
  /** Ignored; organizations are invited. */
  readonly orgowners?: readonly string[];
  /** Ignored; organizations are invited. */
  readonly orgmembers?: readonly string[];
  /** Ignored; sub-organizations are made one by one. */
  readonly includes?: readonly string[];
  /** What people who join are asked to share. */
  readonly requiredscopes?: readonly RequiredScope[];
  /** Ignored; a new organization has no links. */
  readonly includesuborgsof?: readonly string[];
}

/** An organization without parent to make. */
export interface NewOrganization extends OrganizationContent {
  readonly globalid: GlobalId;
}

/** An organization to make below another one. */
export interface NewSubOrganization extends OrganizationContent {
  readonly globalid: SubOrganizationId;
}

/** An organization and who belongs to it. */
export interface Organization {
  readonly globalid: OrganizationId;
  readonly publicKeys: readonly string[];
  /** Host names that the organization claims. They are unproved unless `proveddns` has them too. */
  readonly dns: readonly DnsName[];
  /** Those of `dns` that are proved by a TXT record; left out when none is. */
  readonly proveddns?: readonly DnsName[];
  /** The usernames of those who own it. */
  readonly owners: readonly string[];
  /** The usernames of those who are members. */
  readonly members: readonly string[];
  /** The ids of the organizations whose people own it. */
  readonly orgowners: readonly string[];
  /** The ids of the organizations whose people are members. */
  readonly orgmembers: readonly string[];
  /** The ids of the organizations directly below it. */
  readonly includes: readonly string[];
  /** What people who join are asked to share. */
  readonly requiredscopes: readonly RequiredScope[];
  /** Those of `orgowners` and `orgmembers` for which the organizations below them count as well. */
  readonly includesuborgsof: readonly string[];
}

/** A text in one language. */
export interface LocalizedInfoText {
  /** The language. Only the first two letters count, in lower case. */
  readonly langkey: string;
  readonly text: string;
}

/** The logo of an organization. */
export interface OrganizationLogo {
  /** A `data:image/` URL in base64 or an http(s) URL of at most 5242880 characters; empty when there is none. */
  readonly logo: string;
}

/** How long a second factor is remembered. */
export interface SecondsValidity {
  /** Seconds; below 0 counts as 0 and above 2678400 (31 days) as 2678400. */
  readonly secondsvalidity: number;
}

export type TwoFAValidity = number | SecondsValidity;

/** An organization whose people shall become members. */
export interface OrganizationMemberLink {
  readonly orgmember: string;
}

/** An organization whose people shall become owners. */
export interface OrganizationOwnerLink {
  readonly orgowner: string;
}

/** A linked organization and its new role. */
export interface OrganizationLinkChange {
  readonly org: string;
  /** `orgmember` or `orgowner`. */
  readonly role: string;
}

/** A linked organization for which the organizations below it shall count as well. */
export interface IncludedOrganization {
  readonly globalid: string;
}

/** A user in an organization. */
export interface OrganizationUser {
  readonly username: string;
  readonly role: 'organization:owner' | 'organization:member';
  /** What the organization asks for and the user does not share with it. */
  readonly missingscopes: readonly string[];
}

/** The users who belong to an organization directly. */
export interface OrganizationUsers {
  /** Whether the caller may change who belongs to it. */
  readonly haseditpermissions: boolean;
  readonly users: readonly OrganizationUser[];
}

/** Whether a user belongs to an organization. */
export interface IsMember {
  readonly IsMember: boolean;
}

/** A user of an organization and their new role. */
export interface MembershipChange {
  /** The username, or a validated email address or phone number. */
  readonly username: string;
  /** `member` or `owner`. */
  readonly role: string;
}

/** Whom to invite. One of the two members is needed; `username` is looked at first. */
export interface Invitee {
  /** A username, an email address or a phone number. */
  readonly username?: string;
  /** A username, an email address or a phone number. */
  readonly searchstring?: string;
}

/**
 * A key with which an application of the organization gets tokens: the id of the organization is the client id, the
 * secret the client secret.
 */
export interface OrganizationAPIKey {
  readonly label: Label;
  /** Where users are sent back to after they consented. Without it the key cannot be used for that. */
  readonly callbackURL?: string;
  /** Whether the key may be used to get a token for the organization itself. */
  readonly clientCredentialsGrantType?: boolean;
  /**
   * Whether devices without a browser may ask users for access with the key (RFC 8628). Left out in an answer when
   * false; left out in a change, it stays as it is.
   */
  readonly deviceCodeGrantType?: boolean;
  /**
   * For applications that cannot keep a secret, such as those on telephones and in browsers: the key has none, and
   * codes are redeemed with PKCE. Left out in an answer when false; left out in a change, it stays as it is.
   */
  readonly publicClient?: boolean;
  /**
   * Whether PKCE is demanded of a key with a secret as well; a server can demand it of every key. Left out in an
   * answer when false; left out in a change, it stays as it is.
   */
  readonly pkceRequired?: boolean;
  /**
   * Whether the redirect URI of a request must be the callbackURL itself (RFC 9700, section 2.1), not one at or
   * below it; a server can demand it of every key. The port of a loopback address of a public client is free
   * either way. Left out in an answer when false; left out in a change, it stays as it is.
   */
  readonly exactCallbackURL?: boolean;
  /**
   * What ID tokens and JWTs for this key are signed with, ES384 by default; the server must have a key for it.
   * RS256 is for ID tokens only, JWTs stay with ES384 then.
   * Left out in an answer when it is ES384; left out in a change, it stays as it is.
   */
  readonly tokenSigningAlgorithm?: 'ES384' | 'ES256' | 'EdDSA' | 'RS256';
  /**
   * Whether the ID token has the claims of the scopes `profile`, `email`, `phone` and `address` (OpenID Connect
   * Core 1.0, section 5.4), as userinfo has; many applications look nowhere else. True for a new key, false for
   * one that is older than this choice. Left out in an answer when true; left out in a change, it stays as it is.
   */
  readonly idTokenClaims?: boolean;
  /**
   * Whether ID token and userinfo have the claim `groups`: the organizations among this one and those below it
   * that the user belongs to, each as `globalid` and as `globalid:owner` or `globalid:member`. Left out in an
   * answer when false; left out in a change, it stays as it is.
   */
  readonly groupsClaim?: boolean;
  /**
   * Whether access tokens that the token endpoint gives for this key are JWTs (RFC 9068), which other services can
   * verify themselves, or opaque. Left out in an answer when false; left out in a change, it stays as it is.
   */
  readonly jwtAccessTokens?: boolean;
  /**
   * Where users may be sent after they signed out (OpenID Connect RP-Initiated Logout 1.0), compared exactly.
   * Without any, the callbackURL counts. Left out in an answer when there are none; left out in a change, they
   * stay as they are.
   */
  readonly postLogoutRedirectURIs?: readonly string[];
  /**
   * Where this server tells that a session ended within which the key got an ID token (OpenID Connect Back-Channel
   * Logout 1.0): an https URL. Empty: nowhere. Left out in an answer when empty; left out in a change, it stays as
   * it is.
   */
  readonly backchannelLogoutURI?: string;
  /**
   * Whether logout tokens name the session (`sid`), so that the application ends that one alone, or only the user,
   * who is signed out of the application everywhere then. Left out in an answer when false; left out in a change,
   * it stays as it is.
   */
  readonly backchannelLogoutSessionRequired?: boolean;
  /** Made by the server; ignored in a request. Empty for a public client. */
  readonly secret?: string;
}

/** A tag for a user. */
export interface UserGrant {
  /** The username, or a validated email address or phone number. */
  readonly username: string;
  readonly grant: Grant;
}

/** A tag in place of another one that the user has. */
export interface UserGrantChange {
  /** The username, or a validated email address or phone number. */
  readonly username: string;
  /** The tag to take away. */
  readonly oldgrant: string;
  readonly newgrant: Grant;
}

/**
 * A tag that an organization puts on a user: 2 to 100 letters, digits, `.`, `-` and `_`. Another text is refused
 * with a code of its own (`invalid_grant`).
 */
export type Grant = string;

/** An organization and those below it. */
export interface OrganizationTreeItem {
  readonly globalid: string;
  readonly children: readonly OrganizationTreeItem[];
}

/**
 * What happened in the organization. `authorization.` events tell that a user gave, changed or withdrew what the
 * organization may see; `client.` events are of its API keys.
 */
export type WebhookEvent = 'member.joined' | 'member.left' | 'member.role_changed' | 'member_organization.joined' | 'member_organization.left' | 'member_organization.role_changed' | 'invitation.sent' | 'invitation.cancelled' | 'invitation.refused' | 'authorization.given' | 'authorization.changed' | 'authorization.withdrawn' | 'client.created' | 'client.changed' | 'client.secret_rotated' | 'client.deleted' | 'organization.changed' | 'organization.deleted';

/** Where events of an organization shall be sent, and which. */
export interface NewWebhook {
  /**
   * An `https` address with a public host on the usual port, without user and fragment. The operator can allow
   * other origins.
   */
  readonly url: string;
  /** For the owners. */
  readonly description?: string;
  /** The events to send. All, also those of later versions, when left out or empty. */
  readonly events?: readonly WebhookEvent[];
  /** Whether events are sent. */
  readonly active?: boolean;
}

/** Where events of an organization are sent, and which. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** The events that are sent; all when empty. */
  readonly events: readonly WebhookEvent[];
  /** Whether events are sent. */
  readonly active: boolean;
  /**
   * Why the server switched it off: the receiver answered 410, or every delivery of five days failed. Updating it
   * with `active` switches it on again.
   */
  readonly disabled?: 'gone' | 'failing';
  /** Since when no delivery has succeeded. Left out when the last one did. */
  readonly failingsince?: string;
  readonly created: string;
}

/** A new webhook with its secret. */
export interface CreatedWebhook extends Webhook {
  readonly secret: WebhookSigningSecret;
}

/** The key of the signatures (HMAC-SHA256): `whsec_` and 32 bytes in base64. */
export type WebhookSigningSecret = string;

/** How to rotate the secret of a webhook. */
export interface WebhookSecretRotation {
  /** How long deliveries are signed with the present secret as well. */
  readonly overlapseconds?: number;
}

/** The new secret of a webhook. */
export interface WebhookSecret {
  readonly secret: WebhookSigningSecret;
  /** Until when deliveries are signed with the former secret as well. Left out without an overlap. */
  readonly formeruntil?: string;
}

/** An event on its way to one webhook, or delivered, or abandoned. */
export interface WebhookDelivery {
  /** The receiver gets it in the header `webhook-id`, the same at each attempt. */
  readonly id: string;
  /** A `WebhookEvent`, or `webhook.test`. */
  readonly event: string;
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly created: string;
  readonly lastattempt?: string;
  /** Of a delivery that waits. */
  readonly nextattempt?: string;
  /** The status that the receiver answered at the last attempt, if it answered. */
  readonly responsestatus?: number;
  /** Why the last attempt failed, as a code. */
  readonly problem?: string;
  /** The body, exactly as it is signed and sent. */
  readonly payload: string;
}
