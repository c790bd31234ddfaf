// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The body of every refusal. */
export interface Error {
  /** The reason as a code for programs. Codes do not change. */
  readonly error: string;
  /** The reason as a sentence for people. May change at any time. */
  readonly error_description?: string;
}

/**
 * What a user or an organization calls an entry: ASCII letters, digits, `-`, `_` and white space (space, tab, line
 * feed, form feed, carriage return). Compared exactly, so upper and lower case differ. In a new label, the only
 * white space allowed is single spaces inside; only old labels may have tabs and line breaks.
 */
export type Label = string;

/**
 * The name of a user created through this API. Users who registered on the web site may have longer names with
 * underscores, so this rule applies only at creation.
 */
export type Username = string;

/**
 * The id of a new organization without a parent. Spaces at both ends are removed; inside, only single spaces are
 * allowed.
 */
export type GlobalId = string;

/**
 * The full id of an organization with a parent: the id of the parent, a dot, and its own name without a dot. In a
 * new name, the only white space allowed is single spaces inside; only old ids may have tabs and line breaks.
 */
export type SubOrganizationId = string;

/** The id of any organization, with or without a parent. */
export type OrganizationId = string;

/**
 * A first or last name: letters of any script with their marks, joiners and punctuation (RFC 8264, FreeformClass),
 * without invisible characters and those that change the direction of writing, and without `<`, `>`, `@`, `/`, `\`
 * and `:`. Stored composed (NFC), with single spaces inside only.
 */
export type NamePart = string;

/** An email address of a user, in lower case. */
export interface EmailAddress {
  readonly label: Label;
  readonly emailaddress: string;
}

/**
 * An email address to store. Letter case, invisible characters around it and a trailing dot make no difference;
 * domains in other scripts are stored in ASCII (RFC 5890). The stored form has at most 100 characters.
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
 * A phone number to store, with its country code. `00` means `+`; spaces, dashes, dots, slashes, invisible
 * characters and a trunk zero in parentheses are ignored.
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
  /** Additional parts, such as a floor or a box. */
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

/** An address to store in the digital wallet. It needs `expire` or `noexpiration`. */
export interface NewDigitalAssetAddress {
  readonly address: string;
  readonly label: Label;
  /** When the address expires. Required unless `noexpiration` is true. */
  readonly expire?: string;
  readonly currencysymbol: string;
  /** Whether the address never expires; `expire` is then ignored. */
  readonly noexpiration?: boolean;
}

/** An address in the digital wallet of a user. */
export interface DigitalAssetAddress extends NewDigitalAssetAddress {
  /** When the address expires. `0001-01-01T00:00:00Z` if no date was given. */
  readonly expire: string;
}

/**
 * A public key of a user in OpenSSH format: the type, the key in base64, and optionally a comment, on one line. RSA,
 * Ed25519, ECDSA and security keys are accepted.
 */
export interface PublicKey {
  readonly label: Label;
  readonly publickey: string;
}

/** A picture of a user. The labels `facebook` and `github` are reserved for the pictures of the linked accounts. */
export interface Avatar {
  readonly label: Label;
  /** Absolute URL of the picture. */
  readonly source: string;
}

/**
 * A key and its value, readable by anyone who knows the key. A new key is composed (NFC) and has no invisible
 * characters and no white space except single spaces inside; a value is stored unchanged.
 */
export interface RegistryEntry {
  readonly Key: string;
  readonly Value: string;
}

/** The user's name for an API key. */
export interface APIKeyLabel {
  readonly label: Label;
}

/**
 * A key with which the user's own programs get tokens: the application id is the client id, the API key the client
 * secret.
 */
export interface UserAPIKey {
  readonly username: string;
  /** The secret. Empty on reads if the server shows secrets only once. */
  readonly apikey: string;
  readonly applicationid: string;
  /** The scopes of tokens of this key; always `user:admin`. */
  readonly scopes: readonly string[];
  readonly label: Label;
}

/** The linked Facebook account. In the user information, it is empty if not linked or not shared. */
export interface FacebookAccount {
  /** May need more than 53 bits; do not parse it as a double. */
  readonly id: number | bigint;
  readonly name: string;
  readonly picture: string;
  readonly link: string;
}

/** The linked GitHub account. In the user information, it is empty if not linked or not shared. */
export interface GithubAccount {
  readonly login: string;
  readonly id: number | bigint;
  readonly avatar_url: string;
  readonly html_url: string;
  readonly name: string;
}

/** A user to create. It has no password; the user sets one through a validated email address. */
export interface NewUser {
  readonly username: Username;
  readonly firstname: NamePart;
  readonly lastname: NamePart;
  /** Public keys in OpenSSH format. */
  readonly publicKeys: readonly string[];
  /** When the account expires. Stored, but never shown. */
  readonly expire?: string;
  readonly digitalwallet: readonly NewDigitalAssetAddress[];
  readonly emailaddresses: readonly NewEmailAddress[];
  readonly phonenumbers: readonly NewPhonenumber[];
  readonly addresses: readonly Address[];
  readonly bankaccounts: readonly BankAccount[];
  readonly facebook?: FacebookAccount;
  readonly github?: GithubAccount;
}

/** All data of a user, as the user sees it. */
export interface User {
  readonly username: string;
  readonly firstname: string;
  readonly lastname: string;
  /** Only the keys. The public keys resource has them with their labels. */
  readonly publicKeys: readonly string[];
  readonly digitalwallet: readonly DigitalAssetAddress[];
  readonly emailaddresses: readonly EmailAddress[];
  readonly phonenumbers: readonly Phonenumber[];
  readonly addresses: readonly Address[];
  readonly bankaccounts: readonly BankAccount[];
  /** Omitted if no account is linked. */
  readonly facebook?: FacebookAccount;
  /** Omitted if no account is linked. */
  readonly github?: GithubAccount;
  /** The stored avatars, then those of the linked accounts. */
  readonly avatars: readonly Avatar[];
}

/** The name of a user. */
export interface PersonName {
  readonly firstname: NamePart;
  readonly lastname: NamePart;
}

/** The current and the new password of a user. */
export interface PasswordChange {
  readonly currentpassword: string;
  /**
   * 6 to 256 characters; a server may require a longer minimum. The response is 422 if the password has another
   * length, is common or known from a leak, or is little more than the names, addresses or numbers of the user.
   * The current password is checked first.
   */
  readonly newpassword: string;
}

/** Identifies the SMS that was sent. */
export interface PhonenumberValidation {
  /** Send it back together with the code from the SMS. */
  readonly validationkey: string;
}

/** Proves that the SMS arrived. */
export interface PhonenumberVerification {
  /** The six-digit code from the SMS. */
  readonly smscode: string;
  /** The key returned when the SMS was sent. */
  readonly validationkey: string;
}

/** The second factors of a user. */
export interface TwoFAMethods {
  /** Whether an authenticator app is set up. */
  readonly totp: boolean;
  /** The validated phone numbers. */
  readonly sms: readonly Phonenumber[];
}

/** A secret for setting up an authenticator app. */
export interface TOTPSecret {
  /** Always empty in a response. */
  readonly totpcode: string;
  /** The secret in base32. */
  readonly totpsecret: string;
  /** The issuer shown by the authenticator app. */
  readonly totpissuer: string;
}

/** Proves that an authenticator app was set up with a secret. */
export interface TOTPSetup {
  /** The six-digit code shown by the authenticator app. */
  readonly totpcode: string;
  /** The secret in base32, at least 16 bytes. */
  readonly totpsecret: string;
}

/** What the user has proved to own. */
export interface OwnerOf {
  /** Validated email addresses, with the user's labels. */
  readonly emailaddresses: readonly EmailAddress[];
}

/**
 * What the caller may know about a user. The user sees everything; an organization sees what the user shares with
 * it, under the labels the organization asked for. What is not shared is an empty string, an empty list or an object
 * with empty members.
 */
export interface Userview {
  readonly username: string;
  readonly publicKeys: readonly PublicKey[];
  readonly emailaddresses: readonly EmailAddress[];
  /** The shared addresses that are currently validated. */
  readonly validatedemailaddresses: readonly EmailAddress[];
  readonly phonenumbers: readonly Phonenumber[];
  /** The shared numbers that are currently validated. */
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

/** Scopes that an organization requires and the user does not share with it. */
export interface MissingScopes {
  readonly organization: string;
  readonly scopes: readonly string[];
}

/** A contract that waits for the signature of a party. */
export interface ContractSigningRequest {
  readonly contractId: string;
  readonly party: string;
}

/** What awaits the user's decision. */
export interface Notifications {
  /** Pending invitations to the user, including those sent to a validated email address or phone number. */
  readonly invitations: readonly JoinOrganizationInvitation[];
  /** Pending invitations to organizations that the user owns, directly or indirectly. */
  readonly organizationinvitations: readonly JoinOrganizationInvitation[];
  readonly approvals: readonly JoinOrganizationInvitation[];
  readonly contractRequests: readonly ContractSigningRequest[];
  readonly missingscopes: readonly MissingScopes[];
}

/** A party to a contract. */
export interface Party {
  /** `user` or `org`. */
  readonly type: string;
  /** The username or the id of the organization. */
  readonly name: string;
}

/** A signature on a contract. It is stored unchanged and not verified. */
export interface Signature {
  readonly signedBy: string;
  readonly date: string;
  /** The public key of the signature. */
  readonly publicKey: string;
  readonly signature: string;
}

/** A contract to store. */
export interface NewContract {
  /** The party in the path is added if missing. There may be at most twenty parties in all. */
  readonly parties?: readonly Party[];
  readonly content: string;
  /** Free text for the party that creates the contract. */
  readonly contractType: string;
  /** Ids of the contracts that this one invalidates. */
  readonly invalidates?: readonly string[];
  /** Ids of the contracts that this one extends. */
  readonly extends?: readonly string[];
  readonly expires: string;
  /**
   * By convention, a hash of the contract as the server returns it: a JSON object with exactly `parties`,
   * `content`, `contractType`, `invalidates`, `extends` and `expires`, in this order, and in each party `type`
   * first; `expires` in UTC, with fractional seconds only if needed (`2030-01-31T12:00:00.5Z`); without white
   * space between the values, in UTF-8. Apply SHA-256, then RIPEMD-160, then Base58Check with the prefix 0x00:
   * `{}` gives `16facBhbd9qNnGdGCismSt2gSGjRhDeoSX`. The server accepts any unused id.
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

/** Maps an organization's name for an entry to the user's label. */
export interface AuthorizationMap {
  /** The organization's name for it. */
  readonly requestedlabel: Label;
  /** The label of the user's entry. */
  readonly reallabel: Label;
  /** `write` if the organization may also change the entry; only for phone numbers. */
  readonly scope?: '' | 'write';
}

/** Maps an organization's name to an address in the digital wallet. */
export interface DigitalWalletAuthorizationMap extends AuthorizationMap {
  /** The currency the organization asked for. */
  readonly currency?: string;
}

/** What the organization may know that the user owns. */
export interface OwnerOfAuthorization {
  /** Validated email addresses. */
  readonly emailaddresses: readonly string[];
}

/** What an organization may see of a user. An omitted list shares nothing. */
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
  /** The organizations whose membership is shared. */
  readonly organizations: readonly string[];
  readonly ownerof?: OwnerOfAuthorization;
  /** Whether the organization may store keys for the user. */
  readonly keystore?: boolean;
  /** Whether the organization may store documents for the user. */
  readonly see?: boolean;
  /**
   * Whether the organization keeps access through refresh tokens while the user is away. Omitted in a response if
   * false; if omitted in a change, it stays unchanged.
   */
  readonly offlineAccess?: boolean;
}

/**
 * Maps an organization's name for an entry to the user's label. Without `reallabel`, nothing is shared under that
 * name.
 */
export interface NewAuthorizationMap {
  /** The organization's name for it. */
  readonly requestedlabel: Label;
  /** The label of the user's entry, or empty. */
  readonly reallabel: string;
  /** `write` if the organization may also change the entry; only for phone numbers. */
  readonly scope?: '' | 'write';
}

/** Maps an organization's name to an address in the digital wallet. */
export interface NewDigitalWalletAuthorizationMap extends NewAuthorizationMap {
  /** The currency the organization asked for. */
  readonly currency?: string;
}

/** What an organization may see. Anything omitted is not shared. */
export interface NewAuthorization {
  /** Ignored; the path determines it. */
  readonly username?: string;
  /** Ignored; the path determines it. */
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
  /** Limited to the organizations the user belongs to or is invited to. */
  readonly organizations?: readonly string[];
  /** Limited to validated addresses of the user. */
  readonly ownerof?: OwnerOfAuthorization;
  readonly keystore?: boolean;
  readonly see?: boolean;
  /** Withdrawing it ends the refresh tokens. If omitted, it stays unchanged. */
  readonly offlineAccess?: boolean;
}

/** The organizations a user belongs to, each in one of the two lists. */
export interface UserOrganizations {
  readonly owner: readonly string[];
  readonly member: readonly string[];
}

/** Names of a user that are meaningful only to the client they were created for. */
export interface UserIdentifiers {
  readonly username: string;
  /** Identifiers of 44 letters, digits, `-` and `_`. */
  readonly iyoids: readonly string[];
  /** The client they were created for. */
  readonly azp: string;
}

/** Metadata of a stored key. */
export interface KeyData {
  /** When the key was stored. Set by the server. */
  readonly timestamp?: string;
  readonly comment?: string;
  readonly algorithm: string;
}

/** A key that an organization stores for a user. It cannot be changed or removed. */
export interface KeyStoreKey {
  readonly label: Label;
  /** The user. Set by the server. */
  readonly username?: string;
  /** The organization that stored the key. Set by the server. */
  readonly globalid?: string;
  readonly key: string;
  readonly keydata: KeyData;
}

/** The content of a version of a document. */
export interface SeeContent {
  readonly category: string;
  /** The location of the document. */
  readonly link: string;
  readonly markdown_short_description: string;
  readonly markdown_full_description: string;
}

/** One version of a document, as stored. */
export interface SeeVersion extends SeeContent {
  /** Versions are counted from 1. */
  readonly version: number;
  readonly content_type: string;
  readonly creation_date: string;
  /** Omitted if the document has no start. */
  readonly start_date?: string;
  /** Omitted if the document has no end. */
  readonly end_date?: string;
  /** The label of the stored key of the signature. Empty if none was given. */
  readonly keystore_label: string;
  /** Empty if the version is not signed. Stored unchanged and not verified. */
  readonly signature: string;
}

/** One version of a document, with its owner. */
export interface SeeView extends SeeVersion {
  readonly username: string;
  /** The organization that created the document. */
  readonly globalid: string;
  /** The organization's id for the document. */
  readonly uniqueid: string;
}

/** A document and its versions. */
export interface See {
  readonly username: string;
  /** The organization that created the document. */
  readonly globalid: string;
  /** The organization's id for the document. */
  readonly uniqueid: string;
  readonly versions: readonly SeeVersion[];
}

/**
 * A version of a document to store. The server sets the user, the organization, the version number and the creation
 * date; their values in the body are ignored.
 */
export interface NewSeeVersion extends SeeContent {
  readonly username?: string;
  readonly globalid?: string;
  /** Ignored; the path determines it. */
  readonly uniqueid?: string;
  readonly version?: number;
  readonly content_type?: string;
  readonly creation_date?: string;
  readonly start_date?: string;
  readonly end_date?: string;
  /** Required with a signature. */
  readonly keystore_label?: string;
  readonly signature?: string;
}

/** The first version of a document to store. */
export interface NewSeeObject extends NewSeeVersion {
  /** The organization's id for the document. */
  readonly uniqueid: string;
}

/** A signature for a version of a document, with what is signed. */
export interface SeeSignature extends NewSeeVersion {
  /** The label of the stored key of the signature. */
  readonly keystore_label: string;
  readonly signature: string;
}

/** An invitation to join an organization. */
export interface JoinOrganizationInvitation {
  /** The inviting organization. */
  readonly organization: string;
  /**
   * The invited user or organization. If only an email address or phone number was invited, it is empty until its
   * owner accepts.
   */
  readonly user: string;
  readonly role: 'owner' | 'member' | 'orgowner' | 'orgmember';
  /** When the invitation was sent or resent. */
  readonly created?: string;
  readonly status: 'pending' | 'accepted' | 'rejected';
  /** `website` if a user or organization was named; otherwise how the invited user is reached. */
  readonly method: 'website' | 'email' | 'phone';
  /** The invited email address; empty if there is none. */
  readonly emailaddress: string;
  /** The invited phone number; empty if there is none. */
  readonly phonenumber: string;
  /** Whether an organization is invited. */
  readonly isorganization: boolean;
}

/**
 * The invitation to accept, as received. Only `method` and its email address or phone number are used; the path
 * determines the rest.
 */
export interface InvitationAcceptance {
  readonly organization?: string;
  readonly user?: string;
  readonly role?: string;
  readonly created?: string;
  readonly status?: string;
  /** `email` or `phone` finds the invitation by that contact; any other value, by the user. */
  readonly method?: string;
  readonly emailaddress?: string;
  readonly phonenumber?: string;
  readonly isorganization?: boolean;
}

/** A scope that an organization requires its users to share. */
export interface RequiredScope {
  /** A scope that a user can grant. */
  readonly scope: string;
  /** The roles in the organization that may see what is shared. */
  readonly accessscopes: readonly ('organization:owner' | 'organization:member')[];
}

/** A host name. */
export type DnsName = string;

/** A host name of an organization. */
export interface DnsAddress {
  readonly name: DnsName;
}

/** A host name of an organization, and how to prove it. */
export interface DnsClaim {
  readonly name: DnsName;
  /** Whether a TXT record has proved that the name belongs to the organization. */
  readonly proved: boolean;
  /** The name of the TXT record to publish. */
  readonly txtname: string;
  /** The text of the TXT record to publish. */
  readonly txtvalue: string;
}

/** The data for creating an organization. */
export interface OrganizationContent {
  /** Public keys of the organization. */
  readonly publicKeys?: readonly string[];
  /** Host names of the organization. */
  readonly dns?: readonly DnsName[];
  /** Ignored; the caller becomes the owner. */
  readonly owners?: readonly string[];
  /** Ignored; invite members instead. */
  readonly members?: readonly string[];
  /** Ignored; invite organizations instead. */
  readonly orgowners?: readonly string[];
  /** Ignored; invite organizations instead. */
  readonly orgmembers?: readonly string[];
  /** Ignored; create sub-organizations individually. */
  readonly includes?: readonly string[];
  /** Scopes that joining users are asked to share. */
  readonly requiredscopes?: readonly RequiredScope[];
  /** Ignored; a new organization has no links. */
  readonly includesuborgsof?: readonly string[];
}

/** An organization without a parent to create. */
export interface NewOrganization extends OrganizationContent {
  readonly globalid: GlobalId;
}

/** An organization to create below another one. */
export interface NewSubOrganization extends OrganizationContent {
  readonly globalid: SubOrganizationId;
}

/** An organization, its users and its links. */
export interface Organization {
  readonly globalid: OrganizationId;
  readonly publicKeys: readonly string[];
  /** Host names that the organization claims. They are unproved unless also in `proveddns`. */
  readonly dns: readonly DnsName[];
  /** The names in `dns` proved by a TXT record; omitted if there are none. */
  readonly proveddns?: readonly DnsName[];
  /** The usernames of its owners. */
  readonly owners: readonly string[];
  /** The usernames of its members. */
  readonly members: readonly string[];
  /** The ids of the organizations whose users are owners. */
  readonly orgowners: readonly string[];
  /** The ids of the organizations whose users are members. */
  readonly orgmembers: readonly string[];
  /** The ids of the organizations directly below it. */
  readonly includes: readonly string[];
  /** Scopes that joining users are asked to share. */
  readonly requiredscopes: readonly RequiredScope[];
  /** The organizations in `orgowners` and `orgmembers` whose sub-organizations also count. */
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
  /** A base64 `data:image/` URL or an http(s) URL, at most 5242880 characters; empty if there is none. */
  readonly logo: string;
}

/** How long a second factor is remembered. */
export interface SecondsValidity {
  /** Seconds; values below 0 count as 0, values above 2678400 (31 days) as 2678400. */
  readonly secondsvalidity: number;
}

export type TwoFAValidity = number | SecondsValidity;

/** An organization whose users become members. */
export interface OrganizationMemberLink {
  readonly orgmember: string;
}

/** An organization whose users become owners. */
export interface OrganizationOwnerLink {
  readonly orgowner: string;
}

/** A linked organization and its new role. */
export interface OrganizationLinkChange {
  readonly org: string;
  /** `orgmember` or `orgowner`. */
  readonly role: string;
}

/** A linked organization whose sub-organizations are also to count. */
export interface IncludedOrganization {
  readonly globalid: string;
}

/** A user in an organization. */
export interface OrganizationUser {
  readonly username: string;
  readonly role: 'organization:owner' | 'organization:member';
  /** Scopes that the organization requires and the user does not share. */
  readonly missingscopes: readonly string[];
}

/** The direct users of an organization. */
export interface OrganizationUsers {
  /** Whether the caller may change its users. */
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

/** Whom to invite. One of the two properties is required; `username` takes precedence. */
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
  /** Where users return after they consent. Without it, the key cannot be used to sign users in. */
  readonly callbackURL?: string;
  /** Whether the key may be used to get tokens for the organization itself. */
  readonly clientCredentialsGrantType?: boolean;
  /**
   * Whether devices without a browser may ask users for access with the key (RFC 8628). Omitted in a response if
   * false; if omitted in a change, it stays unchanged.
   */
  readonly deviceCodeGrantType?: boolean;
  /**
   * For applications that cannot keep a secret, such as those on phones and in browsers: the key has no secret,
   * and codes are redeemed with PKCE. Omitted in a response if false; if omitted in a change, it stays unchanged.
   */
  readonly publicClient?: boolean;
  /**
   * Whether PKCE is also required of a key with a secret; a server can require it of every key. Omitted in a
   * response if false; if omitted in a change, it stays unchanged.
   */
  readonly pkceRequired?: boolean;
  /**
   * Whether the redirect URI of a request must equal the callbackURL (RFC 9700, section 2.1) and not lie below it;
   * a server can require this of every key. A public client may use any port of a loopback address in either case.
   * Omitted in a response if false; if omitted in a change, it stays unchanged.
   */
  readonly exactCallbackURL?: boolean;
  /**
   * The algorithm that signs ID tokens and JWTs for this key, ES384 by default; the server must have a key for it.
   * RS256 is only for ID tokens; JWTs are then signed with ES384. Omitted in a response if it is ES384; if omitted
   * in a change, it stays unchanged.
   */
  readonly tokenSigningAlgorithm?: 'ES384' | 'ES256' | 'EdDSA' | 'RS256';
  /**
   * Whether the ID token has the claims of the scopes `profile`, `email`, `phone` and `address` (OpenID Connect
   * Core 1.0, section 5.4), like userinfo; many applications look only there. True for new keys, false for keys
   * older than this setting. Omitted in a response if true; if omitted in a change, it stays unchanged.
   */
  readonly idTokenClaims?: boolean;
  /**
   * Whether ID token and userinfo have the claim `groups`: the organizations that the user belongs to, among this
   * one and those below it, each as `globalid` and as `globalid:owner` or `globalid:member`. Omitted in a response
   * if false; if omitted in a change, it stays unchanged.
   */
  readonly groupsClaim?: boolean;
  /**
   * Whether the token endpoint issues JWTs (RFC 9068), which other services can verify themselves, instead of
   * opaque access tokens for this key. Omitted in a response if false; if omitted in a change, it stays unchanged.
   */
  readonly jwtAccessTokens?: boolean;
  /**
   * Where users may be sent after signing out (OpenID Connect RP-Initiated Logout 1.0), compared exactly. Without
   * any, the callbackURL is used. Omitted in a response if there are none; if omitted in a change, they stay
   * unchanged.
   */
  readonly postLogoutRedirectURIs?: readonly string[];
  /**
   * Where this server sends a notice when a session ends in which the key got an ID token (OpenID Connect
   * Back-Channel Logout 1.0): an https URL, or empty for no notices. Omitted in a response if empty; if omitted in
   * a change, it stays unchanged.
   */
  readonly backchannelLogoutURI?: string;
  /**
   * Whether logout tokens name the session (`sid`), so that the application ends only that session, or just the
   * user, who is then signed out of the application everywhere. Omitted in a response if false; if omitted in a
   * change, it stays unchanged.
   */
  readonly backchannelLogoutSessionRequired?: boolean;
  /**
   * The start page of the application, to which the account pages of its users link: an https URL, or empty for no
   * link. Omitted in a response if empty; if omitted in a change, it stays unchanged.
   */
  readonly homePageURI?: string;
  /** Generated by the server; ignored in a request. Empty for a public client. */
  readonly secret?: string;
}

/** A tag for a user. */
export interface UserGrant {
  /** The username, or a validated email address or phone number. */
  readonly username: string;
  readonly grant: Grant;
}

/** A tag that replaces another tag of the user. */
export interface UserGrantChange {
  /** The username, or a validated email address or phone number. */
  readonly username: string;
  /** The tag to remove. */
  readonly oldgrant: string;
  readonly newgrant: Grant;
}

/**
 * A tag that an organization puts on a user: 2 to 100 letters, digits, `.`, `-` and `_`. Any other text is refused
 * with `invalid_grant`.
 */
export type Grant = string;

/** An organization and those below it. */
export interface OrganizationTreeItem {
  readonly globalid: string;
  readonly children: readonly OrganizationTreeItem[];
}

/**
 * What happened in the organization. `authorization.` events report that a user gave, changed or withdrew access;
 * `client.` events concern its API keys.
 */
export type WebhookEvent = 'member.joined' | 'member.left' | 'member.role_changed' | 'member_organization.joined' | 'member_organization.left' | 'member_organization.role_changed' | 'invitation.sent' | 'invitation.cancelled' | 'invitation.refused' | 'authorization.given' | 'authorization.changed' | 'authorization.withdrawn' | 'client.created' | 'client.changed' | 'client.secret_rotated' | 'client.deleted' | 'organization.changed' | 'organization.deleted';

/** Where to send which events of an organization. */
export interface NewWebhook {
  /**
   * An `https` address with a public host and the default port, without user information and fragment. The
   * operator can allow other origins.
   */
  readonly url: string;
  /** For the owners. */
  readonly description?: string;
  /** The events to send. If omitted or empty, all events, including those of later versions. */
  readonly events?: readonly WebhookEvent[];
  /** Whether events are sent. */
  readonly active?: boolean;
}

/** Where which events of an organization are sent. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** The events that are sent; all if empty. */
  readonly events: readonly WebhookEvent[];
  /** Whether events are sent. */
  readonly active: boolean;
  /**
   * Why the server disabled it: the receiver answered 410, or every delivery failed for five days. Updating it
   * with `active` enables it again.
   */
  readonly disabled?: 'gone' | 'failing';
  /** When the current series of failures began. Omitted if the last delivery succeeded. */
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
  /** How long deliveries are also signed with the current secret. */
  readonly overlapseconds?: number;
}

/** The new secret of a webhook. */
export interface WebhookSecret {
  readonly secret: WebhookSigningSecret;
  /** Until when deliveries are also signed with the former secret. Omitted without an overlap. */
  readonly formeruntil?: string;
}

/** An event that waits for its webhook, was delivered, or failed. */
export interface WebhookDelivery {
  /** The receiver gets it in the header `webhook-id`, the same for each attempt. */
  readonly id: string;
  /** A `WebhookEvent`, or `webhook.test`. */
  readonly event: string;
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly created: string;
  readonly lastattempt?: string;
  /** Only for a waiting delivery. */
  readonly nextattempt?: string;
  /** The status of the receiver's response to the last attempt, if any. */
  readonly responsestatus?: number;
  /** Why the last attempt failed, as a code. */
  readonly problem?: string;
  /** The body, exactly as signed and sent. */
  readonly payload: string;
}
