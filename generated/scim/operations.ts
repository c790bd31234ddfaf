// Generated from scim.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /organizations/{globalid}/ServiceProviderConfig — Returns the SCIM features that this server supports. */
export interface GetServiceProviderConfigRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetServiceProviderConfigResponse =
  | { readonly status: 200; readonly body: T.ServiceProviderConfig }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/ResourceTypes — Lists the resource types. */
export interface ListResourceTypesRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListResourceTypesResponse =
  | { readonly status: 200; readonly body: T.ResourceTypes }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/ResourceTypes/{name} — Returns one resource type. */
export interface GetResourceTypeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Its name. */
    readonly name: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetResourceTypeResponse =
  | { readonly status: 200; readonly body: T.ResourceType }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Schemas — Lists the schemas of the resources. */
export interface ListSchemasRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListSchemasResponse =
  | { readonly status: 200; readonly body: T.Schemas }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Schemas/{schema} — Returns one schema. */
export interface GetSchemaRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the schema. */
    readonly schema: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetSchemaResponse =
  | { readonly status: 200; readonly body: T.Schema }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Users — Lists the members of the organization, and users of the directory who are not members, whether invited or not. */
export interface ListScimUsersRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
    /** The filter for resources, in the syntax of RFC 7644, section 3.4.2.2. */
    readonly filter?: string;
    /** The attribute to sort by; without it, the oldest come first. */
    readonly sortBy?: string;
    /** The direction of sorting. */
    readonly sortOrder?: 'ascending' | 'descending';
    /** The index of the first resource to return, starting at 1; smaller values count as 1. */
    readonly startIndex?: number;
    /** The number to return, at most 200; negative values count as 0, which returns only the total. */
    readonly count?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ListScimUsersResponse =
  | { readonly status: 200; readonly body: T.Users }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** POST /organizations/{globalid}/Users — Adds a user of the directory. */
export interface CreateScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: None;
  readonly body: T.NewUser;
}

export type CreateScimUserResponse =
  | {
      readonly status: 201;
      readonly headers: {
        /** The address of the user. */
        readonly Location: string;
        /** The version of the user. */
        readonly ETag: string;
      };
      readonly body: T.User;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** POST /organizations/{globalid}/Users/.search — Lists users by the query in the body. */
export interface SearchScimUsersRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.SearchRequest;
}

export type SearchScimUsersResponse =
  | { readonly status: 200; readonly body: T.Users }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Users/{id} — Returns a user. */
export interface GetScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that the caller already has. */
    readonly 'if-none-match'?: string;
  };
  readonly body: undefined;
}

export type GetScimUserResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.User;
    }
  | {
      readonly status: 304;
      readonly headers: {
        /** The version of the user. */
        readonly ETag: string;
      };
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** PUT /organizations/{globalid}/Users/{id} — Replaces the directory's data about a user. */
export interface ReplaceScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: T.NewUser;
}

export type ReplaceScimUserResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.User;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** PATCH /organizations/{globalid}/Users/{id} — Changes parts of the directory's data about a user (RFC 7644, section 3.5.2). */
export interface UpdateScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: T.Patch;
}

export type UpdateScimUserResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.User;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /organizations/{globalid}/Users/{id} — Ends the membership, cancels a pending invitation, and deletes the directory's data about the user. */
export interface DeleteScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: None;
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: undefined;
}

export type DeleteScimUserResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Groups — Lists the roles in the organization and its sub-organizations. */
export interface ListScimGroupsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
    /** The filter for resources, in the syntax of RFC 7644, section 3.4.2.2. */
    readonly filter?: string;
    /** The attribute to sort by; without it, the oldest come first. */
    readonly sortBy?: string;
    /** The direction of sorting. */
    readonly sortOrder?: 'ascending' | 'descending';
    /** The index of the first resource to return, starting at 1; smaller values count as 1. */
    readonly startIndex?: number;
    /** The number to return, at most 200; negative values count as 0, which returns only the total. */
    readonly count?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ListScimGroupsResponse =
  | { readonly status: 200; readonly body: T.Groups }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** POST /organizations/{globalid}/Groups — Creates a sub-organization, directly below the organization, and adds users to it. */
export interface CreateScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: None;
  readonly body: T.NewGroup;
}

export type CreateScimGroupResponse =
  | {
      readonly status: 201;
      readonly headers: {
        /** The address of the group. */
        readonly Location: string;
        /** The version of the group. */
        readonly ETag: string;
      };
      readonly body: T.Group;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** POST /organizations/{globalid}/Groups/.search — Lists groups by the query in the body. */
export interface SearchScimGroupsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.SearchRequest;
}

export type SearchScimGroupsResponse =
  | { readonly status: 200; readonly body: T.Groups }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/Groups/{id} — Returns a group. */
export interface GetScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that the caller already has. */
    readonly 'if-none-match'?: string;
  };
  readonly body: undefined;
}

export type GetScimGroupResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.Group;
    }
  | {
      readonly status: 304;
      readonly headers: {
        /** The version of the group. */
        readonly ETag: string;
      };
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** PUT /organizations/{globalid}/Groups/{id} — Replaces the name, the external id and the users of a group. */
export interface ReplaceScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: T.NewGroup;
}

export type ReplaceScimGroupResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.Group;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** PATCH /organizations/{globalid}/Groups/{id} — Changes parts of a group. */
export interface UpdateScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes to return, separated by commas. `schemas` and `id` are always returned. */
    readonly attributes?: string;
    /** The attributes not to return, separated by commas. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: T.Patch;
}

export type UpdateScimGroupResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The version of the resource. */
        readonly ETag: string;
      };
      readonly body: T.Group;
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /organizations/{globalid}/Groups/{id} — Deletes a sub-organization that the directory created, unless it has API keys or organizations below it. */
export interface DeleteScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: None;
  readonly headers: {
    /** The versions that may be changed; any if omitted. */
    readonly 'if-match'?: string;
  };
  readonly body: undefined;
}

export type DeleteScimGroupResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };
