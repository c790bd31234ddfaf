/** The ids of schemas and messages (RFC 7643, section 8.7; RFC 7644, section 8.2), and of this server's own schema. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  membership: 'urn:ietf:params:scim:schemas:extension:itsyouonline:2.0:User',
  serviceProviderConfig: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  resourceType: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
} as const;

export interface NameOfUser {
  readonly formatted?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly middleName?: string;
  readonly honorificPrefix?: string;
  readonly honorificSuffix?: string;
}

export interface EmailOfUser {
  readonly value?: string;
  readonly display?: string;
  readonly type?: string;
  readonly primary?: boolean;
}

/** What a directory stores about a user. */
export interface UserContent {
  readonly externalId: string | null;
  readonly userName: string;
  readonly displayName: string;
  readonly name: NameOfUser;
  readonly emails: readonly EmailOfUser[];
}

/** Whether a directory user is a member, has an open invitation, has refused one, or none of these. */
export type UserState = 'member' | 'invited' | 'refused' | 'none';

/** A member of an organization, or a directory user who may become one. */
export interface ScimUser extends UserContent {
  readonly id: string;
  /** False for a member about whom the directory stores nothing. */
  readonly isStored: boolean;
  readonly state: UserState;
  /** The username of the member; null for other users. */
  readonly username: string | null;
  readonly role: 'owner' | 'member' | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A role in an organization (`owners`, `members`), or a suborganization. */
export interface ScimGroup {
  readonly id: string;
  readonly externalId: string | null;
  readonly displayName: string;
  readonly isMadeByDirectory: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A reference from a user to a group, or from a group to a user. */
export interface ScimReference {
  readonly id: string;
  readonly display: string;
}

/** One page of a list. */
export interface PageOf<Resource> {
  readonly total: number;
  readonly resources: readonly Resource[];
}
