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
  /** The status of the response. */
  readonly status: string;
  /** The kind of error. */
  readonly scimType?: string;
  /** How to fix the request. */
  readonly detail?: string;
}

/** Metadata of a resource, set by the server. */
export interface Meta {
  /** The type of the resource. */
  readonly resourceType: string;
  /** When it was created. */
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
  /** The full name. */
  readonly formatted?: string;
  /** The family name. */
  readonly familyName?: string;
  /** The given name. */
  readonly givenName?: string;
  /** The middle names. */
  readonly middleName?: string;
  /** A title before the name. */
  readonly honorificPrefix?: string;
  /** A suffix after the name. */
  readonly honorificSuffix?: string;
}

/** An email address of a user. */
export interface Email {
  /** The address. */
  readonly value?: string;
  /** The displayed form. */
  readonly display?: string;
  /** Its purpose, such as `work`. */
  readonly type?: string;
  /** Whether invitations go to it. */
  readonly primary?: boolean;
}

/** A group of a user. */
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

/** The status of the user in the organization, set by the server. */
export interface Membership {
  /** Whether the user is a member, has a pending invitation, refused it, or is none of these. */
  readonly state?: 'member' | 'invited' | 'refused' | 'none';
  /** The role of a member. */
  readonly role?: 'owner' | 'member';
  /** The username of a member. */
  readonly username?: string;
}

/** A user as the directory describes it. Unknown attributes are ignored. */
export interface NewUser {
  /** The schemas of the user. */
  readonly schemas?: readonly string[];
  /** The directory's own id of the user. */
  readonly externalId?: string;
  /** The name of the user in the directory. */
  readonly userName: string;
  /** The name of the user. */
  readonly name?: Name;
  /** The displayed name. */
  readonly displayName?: string;
  /** The email addresses of the user. */
  readonly emails?: readonly Email[];
  /** Whether the user should be a member. */
  readonly active?: boolean;
}

/** A member of the organization, or a user whom the directory added. */
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
  /** The displayed name. */
  readonly displayName?: string;
  /** The email addresses of the user. */
  readonly emails?: readonly Email[];
  /** Whether the user is a member. */
  readonly active?: boolean;
  /** The groups of the user. */
  readonly groups?: readonly GroupOfUser[];
  /** The status of the user in the organization. */
  readonly 'urn:ietf:params:scim:schemas:extension:itsyouonline:2.0:User'?: Membership;
  /** Metadata of the resource. */
  readonly meta?: Meta;
}

/** A page of a list of users. */
export interface Users {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** The total number. */
  readonly totalResults: number;
  /** The index of the first on this page, starting at 1. */
  readonly startIndex: number;
  /** The number on this page. */
  readonly itemsPerPage: number;
  /** The resources on this page. */
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

/** A group as the directory describes it. Unknown attributes are ignored. */
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
  /** Metadata of the resource. */
  readonly meta?: Meta;
}

/** A page of a list of groups. */
export interface Groups {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** The total number. */
  readonly totalResults: number;
  /** The index of the first on this page, starting at 1. */
  readonly startIndex: number;
  /** The number on this page. */
  readonly itemsPerPage: number;
  /** The resources on this page. */
  readonly Resources: readonly Group[];
}

/** One change of a resource. */
export interface PatchOperation {
  /** `add`, `remove` or `replace`, in upper or lower case. */
  readonly op: string;
  /** What to change; if omitted the value names it. */
  readonly path?: string;
  /** The new value. */
  readonly value?: unknown;
}

/** Changes to a resource, applied all together or not at all (RFC 7644, section 3.5.2). */
export interface Patch {
  /** `urn:ietf:params:scim:api:messages:2.0:PatchOp` */
  readonly schemas: readonly string[];
  /** The changes in order. */
  readonly Operations: readonly PatchOperation[];
}

/** A query in the body (RFC 7644, section 3.4.3), which keeps names out of URLs. */
export interface SearchRequest {
  /** `urn:ietf:params:scim:api:messages:2.0:SearchRequest` */
  readonly schemas: readonly string[];
  /** The attributes to return. */
  readonly attributes?: readonly string[];
  /** The attributes not to return. */
  readonly excludedAttributes?: readonly string[];
  /** The filter for resources. */
  readonly filter?: string;
  /** The attribute to sort by. */
  readonly sortBy?: string;
  /** The direction of sorting. */
  readonly sortOrder?: 'ascending' | 'descending';
  /** The index of the first to return, starting at 1. */
  readonly startIndex?: number;
  /** The number of resources to return. */
  readonly count?: number;
}

/** Whether a feature is supported. */
export interface Supported {
  /** Whether it is supported. */
  readonly supported: boolean;
}

/** Whether several requests can be combined. */
export interface BulkSupport {
  /** Whether it is supported. */
  readonly supported: boolean;
  /** The maximum number of requests. */
  readonly maxOperations: number;
  /** The maximum size of the body. */
  readonly maxPayloadSize: number;
}

/** Whether lists can be filtered. */
export interface FilterSupport {
  /** Whether it is supported. */
  readonly supported: boolean;
  /** The maximum number of resources on a page. */
  readonly maxResults: number;
}

/** A way to authenticate. */
export interface AuthenticationScheme {
  /** The kind of scheme. */
  readonly type: string;
  /** Its name. */
  readonly name: string;
  /** How to use it. */
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
  /** Partial changes. */
  readonly patch: Supported;
  /** Combined requests. */
  readonly bulk: BulkSupport;
  /** Filters. */
  readonly filter: FilterSupport;
  /** Changing passwords. */
  readonly changePassword: Supported;
  /** Sorting. */
  readonly sort: Supported;
  /** Versions. */
  readonly etag: Supported;
  /** How to authenticate. */
  readonly authenticationSchemes: readonly AuthenticationScheme[];
  /** Metadata of the resource. */
  readonly meta: Meta;
}

/** A schema that extends that of a resource type. */
export interface SchemaExtension {
  /** The id of the schema. */
  readonly schema: string;
  /** Whether every resource has it. */
  readonly required: boolean;
}

/** A resource type (RFC 7643, section 6). */
export interface ResourceType {
  /** The schemas of this resource. */
  readonly schemas: readonly string[];
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The path of its resources. */
  readonly endpoint: string;
  /** A description. */
  readonly description: string;
  /** The id of its schema. */
  readonly schema: string;
  /** The schemas that extend it. */
  readonly schemaExtensions: readonly SchemaExtension[];
  /** Metadata of the resource. */
  readonly meta: Meta;
}

/** All resource types. */
export interface ResourceTypes {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** The total number. */
  readonly totalResults: number;
  /** 1 */
  readonly startIndex: number;
  /** The total number. */
  readonly itemsPerPage: number;
  /** All of them. */
  readonly Resources: readonly ResourceType[];
}

/** An attribute of a schema (RFC 7643, section 7). */
export interface Attribute {
  /** Its name. */
  readonly name: string;
  /** The type of its values. */
  readonly type: string;
  /** Its parts, if it is complex. */
  readonly subAttributes?: readonly Attribute[];
  /** Whether it may have several values. */
  readonly multiValued: boolean;
  /** A description. */
  readonly description: string;
  /** Whether it is required. */
  readonly required: boolean;
  /** Usual values. */
  readonly canonicalValues?: readonly string[];
  /** Whether letter case matters. */
  readonly caseExact: boolean;
  /** Who may change it. */
  readonly mutability: string;
  /** When it is returned. */
  readonly returned: string;
  /** Whether its values are unique. */
  readonly uniqueness: string;
  /** What it can refer to. */
  readonly referenceTypes?: readonly string[];
}

/** The attributes of a resource type (RFC 7643, section 7). */
export interface Schema {
  /** The schemas of this resource. */
  readonly schemas: readonly string[];
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** A description. */
  readonly description: string;
  /** Its attributes. */
  readonly attributes: readonly Attribute[];
  /** Metadata of the resource. */
  readonly meta: Meta;
}

/** All schemas. */
export interface Schemas {
  /** `urn:ietf:params:scim:api:messages:2.0:ListResponse` */
  readonly schemas: readonly string[];
  /** The total number. */
  readonly totalResults: number;
  /** 1 */
  readonly startIndex: number;
  /** The total number. */
  readonly itemsPerPage: number;
  /** All of them. */
  readonly Resources: readonly Schema[];
}
