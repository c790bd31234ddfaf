// Generated from scim.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** GET /organizations/{globalid}/ServiceProviderConfig — Tells what of SCIM this server supports. */
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

/** GET /organizations/{globalid}/ResourceTypes — Lists the kinds of resources. */
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

/** GET /organizations/{globalid}/ResourceTypes/{name} — Answers one kind of resource. */
export interface GetResourceTypeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** What it is called. */
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

/** GET /organizations/{globalid}/Schemas/{schema} — Answers one schema. */
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

/** GET /organizations/{globalid}/Users — Lists the members of the organization, and the users of the directory that are not members, invited or not. */
export interface ListScimUsersRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
    /** Which resources are wanted, as RFC 7644, section 3.4.2.2, writes it. */
    readonly filter?: string;
    /** The attribute that decides on the order; without it the oldest come first. */
    readonly sortBy?: string;
    /** Which way the order goes. */
    readonly sortOrder?: 'ascending' | 'descending';
    /** The first that is wanted, counted from 1; less than 1 is read as 1. */
    readonly startIndex?: number;
    /** How many are wanted, 200 at most; less than 0 is read as 0, which only counts. */
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
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
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

/** POST /organizations/{globalid}/Users/.search — Lists users as the query in the body says. */
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

/** GET /organizations/{globalid}/Users/{id} — Answers a user. */
export interface GetScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that the caller has already. */
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

/** PUT /organizations/{globalid}/Users/{id} — Replaces what the directory says of a user. */
export interface ReplaceScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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

/** PATCH /organizations/{globalid}/Users/{id} — Changes parts of what the directory says of a user, as RFC 7644, section 3.5.2, has it. */
export interface UpdateScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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

/** DELETE /organizations/{globalid}/Users/{id} — Ends the membership, withdraws an invitation that was not answered, and forgets what the directory said. */
export interface DeleteScimUserRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the user. */
    readonly id: string;
  };
  readonly query: None;
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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

/** GET /organizations/{globalid}/Groups — Lists the roles in the organization, and its sub-organizations. */
export interface ListScimGroupsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
    /** Which resources are wanted, as RFC 7644, section 3.4.2.2, writes it. */
    readonly filter?: string;
    /** The attribute that decides on the order; without it the oldest come first. */
    readonly sortBy?: string;
    /** Which way the order goes. */
    readonly sortOrder?: 'ascending' | 'descending';
    /** The first that is wanted, counted from 1; less than 1 is read as 1. */
    readonly startIndex?: number;
    /** How many are wanted, 200 at most; less than 0 is read as 0, which only counts. */
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

/** POST /organizations/{globalid}/Groups — Creates a sub-organization, directly below the organization, and puts users into it. */
export interface CreateScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
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

/** POST /organizations/{globalid}/Groups/.search — Lists groups as the query in the body says. */
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

/** GET /organizations/{globalid}/Groups/{id} — Answers a group. */
export interface GetScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: {
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that the caller has already. */
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
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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
    /** The attributes that are wanted, with commas between them. `schemas` and `id` always come. */
    readonly attributes?: string;
    /** The attributes that are not wanted, with commas between them. */
    readonly excludedAttributes?: string;
  };
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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

/** DELETE /organizations/{globalid}/Groups/{id} — Deletes a sub-organization that the directory created, as long as it has no API keys and no organizations below it. */
export interface DeleteScimGroupRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the group. */
    readonly id: string;
  };
  readonly query: None;
  readonly headers: {
    /** The versions that may be changed; any, when left out. */
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
