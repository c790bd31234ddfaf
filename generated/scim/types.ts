// Generated from scim.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A refusal (RFC 7644, section 3.12). */
export interface Error {
  /** `urn:ietf:params:scim:api:messages:2.0:Error` */
  readonly schemas: readonly string[];
  /** The status of the answer. */
  readonly status: string;
  /** Which rule was broken. */
  readonly scimType?: string;
  /** What helps to fix the request. */
  readonly detail?: string;
}

/** About a resource; all of it is the server's. */
export interface Meta {
  /** What kind of resource it is. */
  readonly resourceType: string;
  /** When it was made. */
  readonly created?: string;
  /** When it was last changed. */
  readonly lastModified?: string;
  /** Its address. */
  readonly location: string;
  /** Its version, as in `ETag`. */
  readonly version?: string;
}

/** The parts of a person's name. */
export interface Name {
  /** The name in one piece. */
  readonly formatted?: string;
  /** The family name. */
  readonly familyName?: string;
  /** The given name. */
  readonly givenName?: string;
  /** The middle names. */
  readonly middleName?: string;
  /** A title before the name. */
  readonly honorificPrefix?: string;
  /** What follows the name. */
  readonly honorificSuffix?: string;
}

/** An email address of a user. */
export interface Email {
  /** The address. */
  readonly value?: string;
  /** How it is shown. */
  readonly display?: string;
  /** What it is for, such as `work`. */
  readonly type?: string;
  /** Whether it is the one that is invited. */
  readonly primary?: boolean;
}

/** A group that a user is in. */
export interface GroupOfUser {
  /** The id of the group. */
  readonly value: string;
  /** The name of the group. */
  readonly display: string;
  /** The address of the group. */
  readonly $ref?: string;
  /** `direct` */
  readonly type: string;
}

/** What became of the user here; all of it is the server's. */
export interface Membership {
  /** Whether the user is a member, has not answered the invitation, refused it, or is neither. */
  readonly state?: 'member' | 'invited' | 'refused' | 'none';
  /** The role of a member. */
  readonly role?: 'owner' | 'member';
  /** The username of a member. */
  readonly username?: string;
}

/** A user as the directory describes it. What the schema does not name is ignored. */
export interface NewUser {
  /** The schemas of the user. */
  readonly schemas?: readonly string[];
  /** The directory's own id of the user. */
  readonly externalId?: string;
  /** The name of the user in the directory. */
  readonly userName: string;
  /** The name of the user. */
  readonly name?: Name;
  /** The name that is shown. */
  readonly displayName?: string;
  /** The email addresses of the user. */
  readonly emails?: readonly Email[];
  /** Whether the user is to be a member. */
  readonly active?: boolean;
}

/** A member of the organization, or a user who is to be one. */
export interface User {
  /** The schemas of the user. */
  readonly schemas: readonly string[];
  /** The id of the user in the organization. */
  readonly id: string;
  /** The directory's own id of the user. */
  readonly externalId?: string;
  /** The name of the user in the directory. */
  readonly userName?: string;
  /** The name of the user. */
  readonly name?: Name;
  /** The name that is shown. */
  readonly displayName?: string;
  /** The email addresses of the user. */
  readonly emails?: readonly Email[];
  /** Whether the user is a member. */
  readonly active?: boolean;
  /** The groups that the user is in. */
  readonly groups?: readonly GroupOfUser[];
  /** What became of the user here. */
  readonly 'urn:ietf:params:scim:schemas:extension:itsyouonline:2.0:User'?: Membership;
  /** About the resource. */
  readonly meta?: Meta;
}

/** A page of a list of users. */
export interface Users {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** How many there are. */
  readonly totalResults: number;
  /** The first on this page, counted from 1. */
  readonly startIndex: number;
  /** How many are on this page. */
  readonly itemsPerPage: number;
  /** Those on this page. */
  readonly Resources: readonly User[];
}

/** A user in a group. */
export interface MemberOfGroup {
  /** The id of the user. */
  readonly value: string;
  /** The name of the user. */
  readonly display?: string;
  /** The address of the user. */
  readonly $ref?: string;
  /** `User` */
  readonly type?: string;
}

/** A group as the directory describes it. What the schema does not name is ignored. */
export interface NewGroup {
  /** The schemas of the group. */
  readonly schemas?: readonly string[];
  /** The directory's own id of the group. */
  readonly externalId?: string;
  /** The name of the group. */
  readonly displayName: string;
  /** The users in the group. */
  readonly members?: readonly MemberOfGroup[];
}

/** A role in the organization, or one of its sub-organizations. */
export interface Group {
  /** The schemas of the group. */
  readonly schemas: readonly string[];
  /** `owners`, `members`, or the global id of a sub-organization. */
  readonly id: string;
  /** The directory's own id of the group. */
  readonly externalId?: string;
  /** The name of the group. */
  readonly displayName?: string;
  /** The users in the group. */
  readonly members?: readonly MemberOfGroup[];
  /** About the resource. */
  readonly meta?: Meta;
}

/** A page of a list of groups. */
export interface Groups {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** How many there are. */
  readonly totalResults: number;
  /** The first on this page, counted from 1. */
  readonly startIndex: number;
  /** How many are on this page. */
  readonly itemsPerPage: number;
  /** Those on this page. */
  readonly Resources: readonly Group[];
}

/** One change of a resource. */
export interface PatchOperation {
  /** `add`, `remove` or `replace`, in any case. */
  readonly op: string;
  /** What is changed; all that the value names when left out. */
  readonly path?: string;
  /** What is put there. */
  readonly value?: unknown;
}

/** Changes of a resource, of which all are made or none (RFC 7644, section 3.5.2). */
export interface Patch {
  /** `urn:ietf:params:scim:api:messages:2.0:PatchOp` */
  readonly schemas: readonly string[];
  /** The changes in order. */
  readonly Operations: readonly PatchOperation[];
}

/** A query in a body (RFC 7644, section 3.4.3), so that names stay out of addresses. */
export interface SearchRequest {
  /** `urn:ietf:params:scim:api:messages:2.0:SearchRequest` */
  readonly schemas: readonly string[];
  /** The attributes that are wanted. */
  readonly attributes?: readonly string[];
  /** The attributes that are not wanted. */
  readonly excludedAttributes?: readonly string[];
  /** Which resources are wanted. */
  readonly filter?: string;
  /** The attribute that decides on the order. */
  readonly sortBy?: string;
  /** Which way the order goes. */
  readonly sortOrder?: 'ascending' | 'descending';
  /** The first that is wanted, counted from 1. */
  readonly startIndex?: number;
  /** How many are wanted. */
  readonly count?: number;
}

/** Whether a feature is supported. */
export interface Supported {
  /** Whether it is. */
  readonly supported: boolean;
}

/** Whether several requests may come in one. */
export interface BulkSupport {
  /** Whether they may. */
  readonly supported: boolean;
  /** How many. */
  readonly maxOperations: number;
  /** How large. */
  readonly maxPayloadSize: number;
}

/** Whether lists can be filtered. */
export interface FilterSupport {
  /** Whether they can. */
  readonly supported: boolean;
  /** How many resources are on a page at most. */
  readonly maxResults: number;
}

/** A way to authenticate. */
export interface AuthenticationScheme {
  /** What kind it is. */
  readonly type: string;
  /** What it is called. */
  readonly name: string;
  /** How it is used. */
  readonly description: string;
  /** Where it is specified. */
  readonly specUri?: string;
  /** Whether it is the preferred one. */
  readonly primary?: boolean;
}

/** What this server supports (RFC 7643, section 5). */
export interface ServiceProviderConfig {
  /** The schemas of this resource. */
  readonly schemas: readonly string[];
  /** Where it is documented. */
  readonly documentationUri?: string;
  /** Changes of a part. */
  readonly patch: Supported;
  /** Several requests in one. */
  readonly bulk: BulkSupport;
  /** Filters. */
  readonly filter: FilterSupport;
  /** Passwords are the users' own. */
  readonly changePassword: Supported;
  /** Order. */
  readonly sort: Supported;
  /** Versions. */
  readonly etag: Supported;
  /** How to authenticate. */
  readonly authenticationSchemes: readonly AuthenticationScheme[];
  /** About the resource. */
  readonly meta: Meta;
}

/** A schema that extends the one of a resource type. */
export interface SchemaExtension {
  /** The id of the schema. */
  readonly schema: string;
  /** Whether every resource has it. */
  readonly required: boolean;
}

/** A kind of resource (RFC 7643, section 6). */
export interface ResourceType {
  /** The schemas of this resource. */
  readonly schemas: readonly string[];
  /** Its id. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** Where resources of this kind are. */
  readonly endpoint: string;
  /** What it is. */
  readonly description: string;
  /** The id of its schema. */
  readonly schema: string;
  /** The schemas that extend it. */
  readonly schemaExtensions: readonly SchemaExtension[];
  /** About the resource. */
  readonly meta: Meta;
}

/** All kinds of resources. */
export interface ResourceTypes {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** How many there are. */
  readonly totalResults: number;
  /** 1 */
  readonly startIndex: number;
  /** How many there are. */
  readonly itemsPerPage: number;
  /** All of them. */
  readonly Resources: readonly ResourceType[];
}

/** An attribute of a schema (RFC 7643, section 7). */
export interface Attribute {
  /** Its name. */
  readonly name: string;
  /** What its values are. */
  readonly type: string;
  /** Its parts, when it is complex. */
  readonly subAttributes?: readonly Attribute[];
  /** Whether it may have several values. */
  readonly multiValued: boolean;
  /** What it is. */
  readonly description: string;
  /** Whether it must be given. */
  readonly required: boolean;
  /** Values that are usual. */
  readonly canonicalValues?: readonly string[];
  /** Whether capitals count. */
  readonly caseExact: boolean;
  /** Who may change it. */
  readonly mutability: string;
  /** When it is answered. */
  readonly returned: string;
  /** Whether two resources may have the same value. */
  readonly uniqueness: string;
  /** What it may refer to. */
  readonly referenceTypes?: readonly string[];
}

/** The attributes of a kind of resource (RFC 7643, section 7). */
export interface Schema {
  /** The schemas of this resource. */
  readonly schemas: readonly string[];
  /** Its id. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** What it describes. */
  readonly description: string;
  /** Its attributes. */
  readonly attributes: readonly Attribute[];
  /** About the resource. */
  readonly meta: Meta;
}

/** All schemas. */
export interface Schemas {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** How many there are. */
  readonly totalResults: number;
  /** 1 */
  readonly startIndex: number;
  /** How many there are. */
  readonly itemsPerPage: number;
  /** All of them. */
  readonly Resources: readonly Schema[];
}
