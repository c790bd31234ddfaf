// Generated from api.raml by "make generate". Do not edit.

import type * as T from './types.ts';

/** Nothing is declared for this part of a request. */
export type None = Readonly<Record<never, never>>;

/** POST /users — Creates a user without a password. */
export interface CreateUserRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewUser;
}

export type CreateUserResponse =
  | { readonly status: 201; readonly body: T.User }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/avatar/img/{hash} — Returns the file of an uploaded avatar, or a part of it. */
export interface GetAvatarImageRequest {
  readonly path: {
    /** The name of the stored file, as it appears at the end of the source of an avatar. */
    readonly hash: string;
  };
  readonly query: None;
  readonly headers: {
    /** Entity tags of files that the caller already has. */
    readonly 'if-none-match'?: string;
    /** The requested part, such as `bytes=0-1023`. Other units and multiple ranges are ignored. */
    readonly range?: string;
    /** The entity tag of the requested file; with another tag, the response is the whole file. */
    readonly 'if-range'?: string;
  };
  readonly body: undefined;
}

export type GetAvatarImageResponse =
  | {
      readonly status: 200;
      readonly headers: {
        /** The entity tag of the file. */
        readonly ETag: string;
        /** Caches may keep it for a year without revalidation. */
        readonly 'Cache-Control': string;
        /** Ranges in `bytes` are supported. */
        readonly 'Accept-Ranges': string;
        /** To be shown in the page (`inline`). */
        readonly 'Content-Disposition': string;
        /** The file cannot load or run anything. */
        readonly 'Content-Security-Policy': string;
      };
      readonly contentType: string;
      readonly body: Uint8Array;
    }
  | {
      readonly status: 206;
      readonly headers: {
        /** The entity tag of the file. */
        readonly ETag: string;
        /** Caches may keep it for a year without revalidation. */
        readonly 'Cache-Control': string;
        /** Ranges in `bytes` are supported. */
        readonly 'Accept-Ranges': string;
        /** To be shown in the page (`inline`). */
        readonly 'Content-Disposition': string;
        /** The file cannot load or run anything. */
        readonly 'Content-Security-Policy': string;
        /** The range of this part, such as `bytes 0-1023/4711`. */
        readonly 'Content-Range': string;
      };
      readonly contentType: string;
      readonly body: Uint8Array;
    }
  | {
      readonly status: 304;
      readonly headers: {
        /** The entity tag of the file. */
        readonly ETag: string;
        /** Caches may keep it for a year without revalidation. */
        readonly 'Cache-Control': string;
      };
    }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 416;
      readonly headers: {
        /** The size of the file, such as `bytes *\/4711`. */
        readonly 'Content-Range': string;
      };
      readonly body: T.Error;
    };

/** GET /users/identifiers/{identifier} — Returns the user of an identifier, only to the client for which it was created. */
export interface LookupIyoIDRequest {
  readonly path: {
    /** An identifier created for the client of the token. */
    readonly identifier: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type LookupIyoIDResponse =
  | { readonly status: 200; readonly body: T.UserIdentifiers }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username} — Returns all data of the user, without secrets. */
export interface GetUserRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserResponse =
  | { readonly status: 200; readonly body: T.User }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/name — Changes the first and the last name of the user. */
export interface UpdateUserNameRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.PersonName;
}

export type UpdateUserNameResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** PUT /users/{username}/password — Changes the password of the user. */
export interface UpdatePasswordRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.PasswordChange;
}

export type UpdatePasswordResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /users/{username}/emailaddresses — Lists the email addresses of the user, in the order in which they were added. */
export interface GetEmailAddressesRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: {
    /** Lists only validated entries. If omitted, all are listed. */
    readonly validated?: boolean;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetEmailAddressesResponse =
  | { readonly status: 200; readonly body: readonly T.EmailAddress[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/emailaddresses — Adds an email address. */
export interface RegisterNewEmailAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: {
    /**
     * Language of the message, such as `en`, `nl` or `ru`. Only the first two letters count. If omitted or unknown,
     * the language that the user has chosen, otherwise English.
     */
    readonly lang?: string;
  };
  readonly headers: None;
  readonly body: T.NewEmailAddress;
}

export type RegisterNewEmailAddressResponse =
  | { readonly status: 201; readonly body: T.EmailAddress }
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

/** PUT /users/{username}/emailaddresses/{label} — Changes the label of an email address, the address, or both. */
export interface UpdateEmailAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the email address. */
    readonly label: string;
  };
  readonly query: {
    /**
     * Language of the message, such as `en`, `nl` or `ru`. Only the first two letters count. If omitted or unknown,
     * the language that the user has chosen, otherwise English.
     */
    readonly lang?: string;
  };
  readonly headers: None;
  readonly body: T.NewEmailAddress;
}

export type UpdateEmailAddressResponse =
  | { readonly status: 201; readonly body: T.EmailAddress }
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

/** DELETE /users/{username}/emailaddresses/{label} — Removes an email address. */
export interface DeleteEmailAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the email address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteEmailAddressResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** POST /users/{username}/emailaddresses/{label}/validate — Sends a message with a validation link to the email address. */
export interface ValidateEmailAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the email address. */
    readonly label: string;
  };
  readonly query: {
    /**
     * Language of the message, such as `en`, `nl` or `ru`. Only the first two letters count. If omitted or unknown,
     * the language that the user has chosen, otherwise English.
     */
    readonly lang?: string;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ValidateEmailAddressResponse =
  | { readonly status: 204 }
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

/** POST /users/{username}/apikeys — Creates an API key for the user. */
export interface AddApiKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.APIKeyLabel;
}

export type AddApiKeyResponse =
  | { readonly status: 201; readonly body: T.UserAPIKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/apikeys — Lists the API keys of the user, oldest first. */
export interface ListAPIKeysRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListAPIKeysResponse =
  | { readonly status: 200; readonly body: readonly T.UserAPIKey[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** PUT /users/{username}/apikeys/{label} — Changes the label of the API key. */
export interface UpdateAPIkeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.APIKeyLabel;
}

export type UpdateAPIkeyResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/apikeys/{label} — Returns one API key. */
export interface GetAPIkeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetAPIkeyResponse =
  | { readonly status: 200; readonly body: T.UserAPIKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /users/{username}/apikeys/{label} — Removes the API key and revokes its tokens. */
export interface DeleteAPIkeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteAPIkeyResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** GET /users/{username}/avatar — Lists the stored avatars of the user, then the pictures of the linked accounts. */
export interface GetAvatarsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetAvatarsResponse =
  | { readonly status: 200; readonly body: readonly T.Avatar[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /users/{username}/avatar — Adds an avatar stored elsewhere. */
export interface CreateAvatarFromLinkRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.Avatar;
}

export type CreateAvatarFromLinkResponse =
  | { readonly status: 201; readonly body: T.Avatar }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /users/{username}/avatar/img/{label} — Adds an avatar from an uploaded PNG, JPEG, GIF or WebP file of at most 102400 bytes. */
export interface CreateAvatarFromImageRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label of the new avatar. */
    readonly label: T.Label;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: {
    /** The picture. */
    readonly file: T.UploadedFile;
  };
}

export type CreateAvatarFromImageResponse =
  | { readonly status: 201; readonly body: T.Avatar }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** PUT /users/{username}/avatar/{label} — Changes the label of an avatar, its URL, or both. */
export interface UpdateAvatarLinkRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the avatar. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.Avatar;
}

export type UpdateAvatarLinkResponse =
  | { readonly status: 200; readonly body: T.Avatar }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/avatar/{label} — Removes an avatar and its uploaded file. */
export interface DeleteAvatarRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the avatar. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteAvatarResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** PUT /users/{username}/avatar/{label}/to/{newlabel} — Replaces the picture of an avatar with an uploaded PNG, JPEG, GIF or WebP file of at most 102400 bytes. */
export interface UpdateAvatarFileRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the avatar. */
    readonly label: string;
    /** The new label of the avatar; it may be the old one. */
    readonly newlabel: T.Label;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: {
    /** The picture. */
    readonly file: T.UploadedFile;
  };
}

export type UpdateAvatarFileResponse =
  | { readonly status: 200; readonly body: T.Avatar }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /users/{username}/registry — Writes an entry to the registry of the user. */
export interface AddUserRegistryEntryRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.RegistryEntry;
}

export type AddUserRegistryEntryResponse =
  | { readonly status: 201; readonly body: T.RegistryEntry }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/registry — Lists the registry of the user, oldest key first. */
export interface ListUserRegistryRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListUserRegistryResponse =
  | { readonly status: 200; readonly body: readonly T.RegistryEntry[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** DELETE /users/{username}/registry/{key} — Removes an entry from the registry of the user. */
export interface DeleteUserRegistryEntryRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The key of the entry, compared exactly. Encode a slash in it as `%2F`. */
    readonly key: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteUserRegistryEntryResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/registry/{key} — Returns one entry of the registry. */
export interface GetUserRegistryEntryRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The key of the entry, compared exactly. Encode a slash in it as `%2F`. */
    readonly key: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserRegistryEntryResponse =
  | { readonly status: 200; readonly body: T.RegistryEntry }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /users/{username}/github — Unlinks the GitHub account of the user. */
export interface DeleteGithubAccountRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteGithubAccountResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** DELETE /users/{username}/facebook — Unlinks the Facebook account of the user. */
export interface DeleteFacebookAccountRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteFacebookAccountResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** GET /users/{username}/twofamethods — Returns the second factors of the user. */
export interface GetTwoFAMethodsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetTwoFAMethodsResponse =
  | { readonly status: 200; readonly body: T.TwoFAMethods }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/totp — Returns a new secret for an authenticator app, different each time and never the one in use. */
export interface GetTOTPSecretRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetTOTPSecretResponse =
  | { readonly status: 200; readonly body: T.TOTPSecret }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/totp — Sets up an authenticator app as a second factor of the user. */
export interface SetupTOTPRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.TOTPSetup;
}

export type SetupTOTPResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /users/{username}/totp — Removes the authenticator app as a second factor. */
export interface RemoveTOTPRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RemoveTOTPResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** GET /users/{username}/info — Returns what the caller may know about the user. */
export interface GetUserInformationRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserInformationResponse =
  | { readonly status: 200; readonly body: T.Userview }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/addresses — Lists the addresses of the user, in the order in which they were added. */
export interface GetUserAddressesRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserAddressesResponse =
  | { readonly status: 200; readonly body: readonly T.Address[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/addresses — Adds one to the addresses of the user. */
export interface RegisterNewUserAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.Address;
}

export type RegisterNewUserAddressResponse =
  | { readonly status: 201; readonly body: T.Address }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/addresses/{label} — Returns the address with this label. */
export interface GetUserAddressByLabelRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserAddressByLabelResponse =
  | { readonly status: 200; readonly body: T.Address }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/addresses/{label} — Replaces the address with this label. */
export interface UpdateUserAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.Address;
}

export type UpdateUserAddressResponse =
  | { readonly status: 201; readonly body: T.Address }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/addresses/{label} — Removes the address with this label. */
export interface DeleteUserAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteUserAddressResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/digitalwallet — Lists the digital wallet addresses of the user, including expired ones. */
export interface GetDigitalWalletRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetDigitalWalletResponse =
  | { readonly status: 200; readonly body: readonly T.DigitalAssetAddress[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/digitalwallet — Adds one to the digital wallet addresses of the user. */
export interface RegisterNewDigitalAssetAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewDigitalAssetAddress;
}

export type RegisterNewDigitalAssetAddressResponse =
  | { readonly status: 201; readonly body: T.DigitalAssetAddress }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/digitalwallet/{label} — Returns the digital wallet address with this label. */
export interface GetDigitalAssetAddressByLabelRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the digital wallet address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetDigitalAssetAddressByLabelResponse =
  | { readonly status: 200; readonly body: T.DigitalAssetAddress }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/digitalwallet/{label} — Replaces the digital wallet address with this label. */
export interface UpdateDigitalAssetAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the digital wallet address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewDigitalAssetAddress;
}

export type UpdateDigitalAssetAddressResponse =
  | { readonly status: 201; readonly body: T.DigitalAssetAddress }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/digitalwallet/{label} — Removes the digital wallet address with this label. */
export interface DeleteDigitalAssetAddressRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the digital wallet address. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteDigitalAssetAddressResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/phonenumbers — Lists the phone numbers of the user, in the order in which they were added. */
export interface GetUserPhoneNumbersRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: {
    /** Lists only validated entries. If omitted, all are listed. */
    readonly validated?: boolean;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserPhoneNumbersResponse =
  | { readonly status: 200; readonly body: readonly T.Phonenumber[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/phonenumbers — Adds a phone number. */
export interface RegisterNewUserPhonenumberRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewPhonenumber;
}

export type RegisterNewUserPhonenumberResponse =
  | { readonly status: 201; readonly body: T.Phonenumber }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/phonenumbers/{label} — Returns the phone number with this label. */
export interface GetUserPhonenumberByLabelRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /**
     * The label under which the user keeps the phone number; for an organization, the name under which it asked
     * for it.
     */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserPhonenumberByLabelResponse =
  | { readonly status: 200; readonly body: T.Phonenumber }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/phonenumbers/{label} — Changes the label of a phone number, the number, or both. */
export interface UpdateUserPhonenumberRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /**
     * The label under which the user keeps the phone number; for an organization, the name under which it asked
     * for it.
     */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewPhonenumber;
}

export type UpdateUserPhonenumberResponse =
  | { readonly status: 201; readonly body: T.Phonenumber }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/phonenumbers/{label} — Removes a phone number. */
export interface DeleteUserPhonenumberRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /**
     * The label under which the user keeps the phone number; for an organization, the name under which it asked
     * for it.
     */
    readonly label: string;
  };
  readonly query: {
    /** `true` removes the last validated phone number of a user who has another second factor. */
    readonly force?: string;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteUserPhonenumberResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** POST /users/{username}/phonenumbers/{label}/validate — Sends an SMS with a code to the phone number. */
export interface ValidatePhonenumberRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /**
     * The label under which the user keeps the phone number; for an organization, the name under which it asked
     * for it.
     */
    readonly label: string;
  };
  readonly query: {
    /**
     * Language of the message, such as `en`, `nl` or `ru`. Only the first two letters count. If omitted or unknown,
     * the language that the user has chosen, otherwise English.
     */
    readonly lang?: string;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ValidatePhonenumberResponse =
  | { readonly status: 200; readonly body: T.PhonenumberValidation }
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

/** PUT /users/{username}/phonenumbers/{label}/validate — Validates the phone number with the code from the SMS. */
export interface VerifyPhoneNumberRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /**
     * The label under which the user keeps the phone number; for an organization, the name under which it asked
     * for it.
     */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.PhonenumberVerification;
}

export type VerifyPhoneNumberResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** POST /users/{username}/banks — Adds one to the bank accounts of the user. */
export interface CreateUserBankAccountRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.BankAccount;
}

export type CreateUserBankAccountResponse =
  | { readonly status: 201; readonly body: T.BankAccount }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/banks — Lists the bank accounts of the user, in the order in which they were added. */
export interface GetUserBankAccountsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserBankAccountsResponse =
  | { readonly status: 200; readonly body: readonly T.BankAccount[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** GET /users/{username}/banks/{label} — Returns the bank account with this label. */
export interface GetUserBankAccountByLabelRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the bank account. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserBankAccountByLabelResponse =
  | { readonly status: 200; readonly body: T.BankAccount }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/banks/{label} — Replaces the bank account with this label. */
export interface UpdateUserBankAccountRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the bank account. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.BankAccount;
}

export type UpdateUserBankAccountResponse =
  | { readonly status: 200; readonly body: T.BankAccount }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/banks/{label} — Removes the bank account with this label. */
export interface DeleteUserBankAccountRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the bank account. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteUserBankAccountResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/notifications — Returns what awaits the user's decision, newest first. */
export interface GetNotificationsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetNotificationsResponse =
  | { readonly status: 200; readonly body: T.Notifications }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** GET /users/{username}/contracts — Lists the contracts of the user, newest first. */
export interface GetUserContractsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: {
    /** Also lists expired contracts. */
    readonly includeExpired?: boolean;
    /** How many entries to skip. */
    readonly start?: number;
    /** The maximum number of entries to return. */
    readonly max?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserContractsResponse =
  | { readonly status: 200; readonly body: readonly T.Contract[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/contracts — Stores a new contract. */
export interface CreateUserContractRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewContract;
}

export type CreateUserContractResponse =
  | { readonly status: 201; readonly body: T.Contract }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/authorizations — Lists what the user shares with organizations, sorted by organization. */
export interface GetAllAuthorizationsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetAllAuthorizationsResponse =
  | { readonly status: 200; readonly body: readonly T.Authorization[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** GET /users/{username}/authorizations/{grantedTo} — Returns what the user shares with the organization. */
export interface GetAuthorizationRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly grantedTo: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetAuthorizationResponse =
  | { readonly status: 200; readonly body: T.Authorization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /users/{username}/authorizations/{grantedTo} — Ends all sharing with the organization and revokes its tokens for the user. */
export interface DeleteAuthorizationRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly grantedTo: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteAuthorizationResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** PUT /users/{username}/authorizations/{grantedTo} — Sets what the user shares with the organization. */
export interface UpdateAuthorizationRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly grantedTo: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewAuthorization;
}

export type UpdateAuthorizationResponse =
  | { readonly status: 201; readonly body: T.Authorization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/identifiers — Lists the identifiers created for the client of the token, oldest first. */
export interface ListIyoIdsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListIyoIdsResponse =
  | { readonly status: 200; readonly body: T.UserIdentifiers }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/identifiers — Creates an identifier for the client of the token. */
export interface GenerateIyoIDRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GenerateIyoIDResponse =
  | { readonly status: 201; readonly body: T.UserIdentifiers }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** GET /users/{username}/organizations — Lists the organizations the user belongs to, whether directly, through an organization above, or through a linked one. */
export interface GetUserOrganizationsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserOrganizationsResponse =
  | { readonly status: 200; readonly body: T.UserOrganizations }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** DELETE /users/{username}/organizations/{globalid}/leave — Removes the user from the owners and members of the organization and ends all sharing with it. */
export interface LeaveOrganizationRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type LeaveOrganizationResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** POST /users/{username}/organizations/{globalid}/roles/{role} — Accepts a pending invitation: the user joins the organization. */
export interface AcceptMembershipRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly globalid: string;
    /** `member` or `owner`, as in the invitation. */
    readonly role: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.InvitationAcceptance;
}

export type AcceptMembershipResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/organizations/{globalid}/roles/{role} — Rejects a pending invitation. */
export interface RejectMembershipRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The id of the organization. */
    readonly globalid: string;
    /** `member` or `owner`, as in the invitation. */
    readonly role: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RejectMembershipResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/publickeys — Lists the public keys of the user, in the order in which they were added. */
export interface ListPublicKeysRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListPublicKeysResponse =
  | { readonly status: 200; readonly body: readonly T.PublicKey[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /users/{username}/publickeys — Adds one to the public keys of the user. */
export interface AddPublicKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.PublicKey;
}

export type AddPublicKeyResponse =
  | { readonly status: 201; readonly body: T.PublicKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/publickeys/{label} — Returns the public key with this label. */
export interface GetPublicKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the public key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetPublicKeyResponse =
  | { readonly status: 200; readonly body: T.PublicKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/publickeys/{label} — Replaces the public key with this label. */
export interface UpdatePublicKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the public key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.PublicKey;
}

export type UpdatePublicKeyResponse =
  | { readonly status: 201; readonly body: T.PublicKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /users/{username}/publickeys/{label} — Removes the public key with this label. */
export interface DeletePublicKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label under which the user keeps the public key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeletePublicKeyResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/keystore — Lists the keys that the calling organization stores for the user, oldest first. */
export interface GetKeyStoreRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetKeyStoreResponse =
  | { readonly status: 200; readonly body: readonly T.KeyStoreKey[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/keystore — Stores a key for the user. */
export interface SaveKeyStoreKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.KeyStoreKey;
}

export type SaveKeyStoreKeyResponse =
  | { readonly status: 201; readonly body: T.KeyStoreKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/keystore/{label} — Returns one key that the calling organization stores for the user. */
export interface GetKeyStoreKeyRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The label of the key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetKeyStoreKeyResponse =
  | { readonly status: 200; readonly body: T.KeyStoreKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /users/{username}/see — Lists the documents stored for the user, each in its newest version, newest first. */
export interface GetSeeObjectsRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: {
    /**
     * Lists only the documents of this organization. A calling organization may omit it, and can name only itself
     * (`unauthorized_organization`).
     */
    readonly globalid?: string;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetSeeObjectsResponse =
  | { readonly status: 200; readonly body: readonly T.SeeView[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error };

/** POST /users/{username}/see — Stores a new document for the user, in its first version. */
export interface CreateSeeObjectRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewSeeObject;
}

export type CreateSeeObjectResponse =
  | { readonly status: 201; readonly body: T.SeeView }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /users/{username}/see/{uniqueid}/{globalid} — Returns a document with its newest version, one version, or all versions. */
export interface GetSeeObjectRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The organization's id for the document. */
    readonly uniqueid: string;
    /** The organization that created the document. */
    readonly globalid: string;
  };
  readonly query: {
    /**
     * The version to return; -1 for the newest and 0 for all, oldest first. A version that does not exist counts
     * as -1.
     */
    readonly version?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetSeeObjectResponse =
  | { readonly status: 200; readonly body: T.See }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /users/{username}/see/{uniqueid}/{globalid} — Adds a version to a document. */
export interface UpdateSeeObjectRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The organization's id for the document. */
    readonly uniqueid: string;
    /** The organization that created the document. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewSeeVersion;
}

export type UpdateSeeObjectResponse =
  | { readonly status: 201; readonly body: T.SeeView }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** PUT /users/{username}/see/{uniqueid}/{globalid}/sign/{version} — Signs an unsigned version of a document. */
export interface SignSeeObjectRequest {
  readonly path: {
    /**
     * The user's username, validated email address, validated phone number beginning with `+`, or identifier created
     * for the client of the token. In public operations, identifiers do not work.
     */
    readonly username: string;
    /** The organization's id for the document. */
    readonly uniqueid: string;
    /** The organization that created the document. */
    readonly globalid: string;
    /** The number of the version to sign. */
    readonly version: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.SeeSignature;
}

export type SignSeeObjectResponse =
  | { readonly status: 201; readonly body: T.SeeView }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 412; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /organizations — Creates a root organization. */
export interface CreateNewOrganizationRequest {
  readonly path: None;
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewOrganization;
}

export type CreateNewOrganizationResponse =
  | { readonly status: 201; readonly body: T.Organization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** GET /organizations/{globalid} — Returns the organization to one of its owners or members. */
export interface GetOrganizationRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationResponse =
  | { readonly status: 200; readonly body: T.Organization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid} — Creates an organization directly below this one. */
export interface CreateNewSubOrganizationRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewSubOrganization;
}

export type CreateNewSubOrganizationResponse =
  | { readonly status: 201; readonly body: T.Organization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** DELETE /organizations/{globalid} — Deletes the organization and everything below it, without confirmation, including logos, descriptions, invitations, links, API keys, tokens, authorizations and registry entries. */
export interface DeleteOrganizationRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrganizationResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/description — Stores the text that introduces the organization in one language. */
export interface SetDescriptionRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.LocalizedInfoText;
}

export type SetDescriptionResponse =
  | { readonly status: 201; readonly body: T.LocalizedInfoText }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** PUT /organizations/{globalid}/description — Replaces the text in one language, or adds it. */
export interface UpdateDescriptionRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.LocalizedInfoText;
}

export type UpdateDescriptionResponse =
  | { readonly status: 200; readonly body: T.LocalizedInfoText }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /organizations/{globalid}/description/{langkey} — Returns the text in one language. */
export interface GetDescriptionRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Language key; its first two letters count, so `en-US` means `en`. */
    readonly langkey: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetDescriptionResponse =
  | { readonly status: 200; readonly body: T.LocalizedInfoText }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /organizations/{globalid}/description/{langkey} — Removes the text in one language, if there is one. */
export interface DeleteDescriptionRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Language key; its first two letters count, so `en-US` means `en`. */
    readonly langkey: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteDescriptionResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/description/{langkey}/withfallback — Returns the text in one language, or the English one if there is none. */
export interface GetDescriptionWithFallbackRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Language key; its first two letters count, so `en-US` means `en`. */
    readonly langkey: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetDescriptionWithFallbackResponse =
  | { readonly status: 200; readonly body: T.LocalizedInfoText }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/logo — Returns the logo of the organization. */
export interface GetOrganizationLogoRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationLogoResponse =
  | { readonly status: 200; readonly body: T.OrganizationLogo }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /organizations/{globalid}/logo — Sets the logo: a PNG, JPEG, GIF or WebP image as a base64 data URL, or a web address. */
export interface SetOrganizationLogoRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationLogo;
}

export type SetOrganizationLogoResponse =
  | { readonly status: 200; readonly body: T.OrganizationLogo }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/logo — Removes the logo, if there is one. */
export interface DeleteOrganizationLogoRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrganizationLogoResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/2fa/validity — Returns for how many seconds a second factor, once used in a sign-in for this organization, is not required again. */
export interface Get2faValidityTimeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type Get2faValidityTimeResponse =
  | { readonly status: 200; readonly body: number }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /organizations/{globalid}/2fa/validity — Sets that time in seconds, as a bare number or as an object. */
export interface Set2faValidityTimeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.TwoFAValidity;
}

export type Set2faValidityTimeResponse =
  | { readonly status: 200 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /organizations/{globalid}/orgmembers — Makes another organization a member of this one. */
export interface SetOrgMemberRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationMemberLink;
}

export type SetOrgMemberResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation | null }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** PUT /organizations/{globalid}/orgmembers — Moves a linked organization between the member organizations and the owner organizations. */
export interface UpdateOrganizationOrgMemberShipRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationLinkChange;
}

export type UpdateOrganizationOrgMemberShipResponse =
  | { readonly status: 200; readonly body: T.Organization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /organizations/{globalid}/orgmembers/includesuborgs — Links the sub-organizations of a linked organization, at any depth, to this one in the same role. */
export interface AddIncludeSubOrgsOfRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.IncludedOrganization;
}

export type AddIncludeSubOrgsOfResponse =
  | { readonly status: 201; readonly body: T.Organization }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/orgmembers/includesuborgs/{orgmember} — No longer links the sub-organizations of a linked organization. */
export interface RemoveIncludeSubOrgsOfRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Global id of the linked organization. */
    readonly orgmember: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RemoveIncludeSubOrgsOfResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /organizations/{globalid}/orgmembers/{globalid2} — Removes a member organization; the caller needs no rights in that organization. */
export interface DeleteOrgMemberRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Global id of the member organization. */
    readonly globalid2: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrgMemberResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/orgowners — Makes another organization an owner of this one. */
export interface SetOrgOwnerRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationOwnerLink;
}

export type SetOrgOwnerResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation | null }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** DELETE /organizations/{globalid}/orgowners/{globalid2} — Removes an owner organization; the caller needs no rights in that organization. */
export interface DeleteOrgOwnerRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Global id of the owner organization. */
    readonly globalid2: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrgOwnerResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error };

/** GET /organizations/{globalid}/users — Lists the direct owners and members, owners first, then by username. */
export interface GetOrganizationUsersRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationUsersResponse =
  | { readonly status: 200; readonly body: T.OrganizationUsers }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/users/ismember/{username} — Returns whether a user is a member or an owner, directly or through an ancestor or a linked organization. */
export interface UserIsMemberRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, validated email address or validated phone number. */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type UserIsMemberResponse =
  | { readonly status: 200; readonly body: T.IsMember }
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

/** POST /organizations/{globalid}/organizations/{invitingorg}/roles/{role} — Accepts, on behalf of this organization, the invitation of another one. */
export interface AcceptOrganizationInviteRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Global id of the organization that sent the invitation. */
    readonly invitingorg: string;
    /** The role offered, `orgmember` or `orgowner`. */
    readonly role: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.InvitationAcceptance | undefined;
}

export type AcceptOrganizationInviteResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/organizations/{invitingorg}/roles/{role} — Rejects, on behalf of this organization, the invitation of another one. */
export interface RejectOrganizationInviteRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Global id of the organization that sent the invitation. */
    readonly invitingorg: string;
    /** The role offered, `orgmember` or `orgowner`. */
    readonly role: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RejectOrganizationInviteResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /organizations/{globalid}/members — Makes a member an owner or an owner a member. */
export interface UpdateOrganizationMemberShipRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.MembershipChange;
}

export type UpdateOrganizationMemberShipResponse =
  | { readonly status: 200; readonly body: T.Organization }
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

/** POST /organizations/{globalid}/members — Invites a user to become a member. */
export interface AddOrganizationMemberRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The value `none` suppresses the message to the invited user. */
    readonly invitenotification?: string;
  };
  readonly headers: None;
  readonly body: T.Invitee;
}

export type AddOrganizationMemberResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /organizations/{globalid}/members/{username} — Removes a member together with the invitations that name that user and with the user's authorization for this organization. */
export interface RemoveOrganizationMemberRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, validated email address or validated phone number. */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RemoveOrganizationMemberResponse =
  | { readonly status: 204 }
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

/** POST /organizations/{globalid}/owners — Invites a user to become an owner, in the same way as a new member. */
export interface AddOrganizationOwnerRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** The value `none` suppresses the message to the invited user. */
    readonly invitenotification?: string;
  };
  readonly headers: None;
  readonly body: T.Invitee;
}

export type AddOrganizationOwnerResponse =
  | { readonly status: 201; readonly body: T.JoinOrganizationInvitation }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** DELETE /organizations/{globalid}/owners/{username} — Removes an owner together with the invitations that name that user and with the user's authorization for this organization. */
export interface RemoveOrganizationOwnerRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, validated email address or validated phone number. */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RemoveOrganizationOwnerResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/contracts — Lists the contracts of the organization, newest first. */
export interface GetOrganizationContractsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** Also lists expired contracts. */
    readonly includeExpired?: boolean;
    /** How many entries to skip. */
    readonly start?: number;
    /** The maximum number of entries to return. */
    readonly max?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationContractsResponse =
  | { readonly status: 200; readonly body: readonly T.Contract[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/contracts — Stores a new contract. */
export interface CreateOrganizationContractyRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewContract;
}

export type CreateOrganizationContractyResponse =
  | { readonly status: 201; readonly body: T.Contract }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /organizations/{globalid}/invitations — Lists the invitations this organization has sent to users and other organizations, oldest first. */
export interface GetInvitationsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: {
    /** Either `pending`, `accepted` or `rejected`; any other value means `pending`. */
    readonly status?: string;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type GetInvitationsResponse =
  | { readonly status: 200; readonly body: readonly T.JoinOrganizationInvitation[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /organizations/{globalid}/invitations/{username} — Cancels the pending invitations sent to one user, address, number or organization. */
export interface RemovePendingOrganizationInvitationRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /**
     * The invitee, named as in the invitation: username, email address, phone number, or the global id of an
     * invited organization.
     */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type RemovePendingOrganizationInvitationResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/apikeys — Lists the labels of the API keys in ascending order. */
export interface GetOrganizationAPIKeyLabelsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationAPIKeyLabelsResponse =
  | { readonly status: 200; readonly body: readonly T.Label[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/apikeys — Creates an API key. */
export interface CreateNewOrganizationAPIKeyRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationAPIKey;
}

export type CreateNewOrganizationAPIKeyResponse =
  | { readonly status: 201; readonly body: T.OrganizationAPIKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /organizations/{globalid}/apikeys/{label} — Returns one API key with its secret. */
export interface GetOrganizationAPIKeyRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationAPIKeyResponse =
  | { readonly status: 200; readonly body: T.OrganizationAPIKey }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /organizations/{globalid}/apikeys/{label} — Changes an API key. */
export interface UpdateOrganizationAPIKeyRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.OrganizationAPIKey;
}

export type UpdateOrganizationAPIKeyResponse =
  | { readonly status: 200 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/apikeys/{label} — Removes an API key, if it exists, and the organization tokens obtained with it. */
export interface DeleteOrganizationAPIKeyRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The label of the API key. */
    readonly label: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrganizationAPIKeyResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/registry — Writes an entry to the registry of the organization. */
export interface AddOrganizationRegistryEntryRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.RegistryEntry;
}

export type AddOrganizationRegistryEntryResponse =
  | { readonly status: 201; readonly body: T.RegistryEntry }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** GET /organizations/{globalid}/registry — Lists the registry of the organization, oldest key first. */
export interface ListOrganizationRegistryRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListOrganizationRegistryResponse =
  | { readonly status: 200; readonly body: readonly T.RegistryEntry[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** DELETE /organizations/{globalid}/registry/{key} — Removes an entry from the registry of the organization. */
export interface DeleteOrganizationRegistryEntryRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The key of the entry, compared exactly. Encode a slash in it as `%2F`. */
    readonly key: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrganizationRegistryEntryResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/registry/{key} — Returns one entry of the registry. */
export interface GetOrganizationRegistryEntryRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The key of the entry, compared exactly. Encode a slash in it as `%2F`. */
    readonly key: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationRegistryEntryResponse =
  | { readonly status: 200; readonly body: T.RegistryEntry }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/dns — Adds a DNS name. */
export interface CreateOrganizationDnsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.DnsAddress;
}

export type CreateOrganizationDnsResponse =
  | { readonly status: 201; readonly body: T.DnsClaim }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** PUT /organizations/{globalid}/dns/{dnsname} — Replaces a DNS name with another one, which takes its place in the list and is unproved. */
export interface UpdateOrganizationDnsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The DNS name. */
    readonly dnsname: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.DnsAddress;
}

export type UpdateOrganizationDnsResponse =
  | { readonly status: 200; readonly body: T.DnsClaim }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/dns/{dnsname} — Removes a DNS name. */
export interface DeleteOrganizationDnsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The DNS name. */
    readonly dnsname: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteOrganizationDnsResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/dns/{dnsname}/proof — Looks up the TXT records of the name and marks it as proved if one of them names the organization. */
export interface ProveOrganizationDnsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The DNS name. */
    readonly dnsname: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ProveOrganizationDnsResponse =
  | { readonly status: 200; readonly body: T.DnsClaim }
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

/** POST /organizations/{globalid}/grants — Puts a tag on a user. */
export interface CreateUserGrantRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.UserGrant;
}

export type CreateUserGrantResponse =
  | { readonly status: 201; readonly body: readonly string[] }
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

/** PUT /organizations/{globalid}/grants — Removes a tag from a user and adds another one at the end. */
export interface UpdateUserGrantRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.UserGrantChange;
}

export type UpdateUserGrantResponse =
  | { readonly status: 200; readonly body: readonly string[] }
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

/** GET /organizations/{globalid}/grants/havegrant/{grant} — Lists the users who have a tag and currently share something with the organization. */
export interface ListUsersWithGrantRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The tag. */
    readonly grant: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListUsersWithGrantResponse =
  | { readonly status: 200; readonly body: readonly string[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/grants/{username} — Lists the tags of a user. */
export interface GetUserGrantsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, or an email address or phone number that the user shares with the organization. */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetUserGrantsResponse =
  | { readonly status: 200; readonly body: readonly string[] }
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

/** DELETE /organizations/{globalid}/grants/{username} — Removes all tags from a user. */
export interface DeleteAllUserGrantsRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, or an email address or phone number that the user shares with the organization. */
    readonly username: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteAllUserGrantsResponse =
  | { readonly status: 204 }
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

/** DELETE /organizations/{globalid}/grants/{username}/{grant} — Removes a tag from a user. */
export interface DeleteUserGrantRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** Username, or an email address or phone number that the user shares with the organization. */
    readonly username: string;
    /** The tag. */
    readonly grant: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteUserGrantResponse =
  | { readonly status: 204 }
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

/** GET /organizations/{globalid}/tree — Returns the path from the topmost ancestor down to this organization, and everything below it. */
export interface GetOrganizationTreeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetOrganizationTreeResponse =
  | { readonly status: 200; readonly body: readonly T.OrganizationTreeItem[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/requiredscopes — Adds a scope that users who join are asked to share with the organization. */
export interface AddRequiredScopeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.RequiredScope;
}

export type AddRequiredScopeResponse =
  | { readonly status: 201 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** PUT /organizations/{globalid}/requiredscopes/{requiredscope} — Replaces a required scope, which keeps its place in the list. */
export interface UpdateRequiredScopeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The currently required scope. */
    readonly requiredscope: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.RequiredScope;
}

export type UpdateRequiredScopeResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/requiredscopes/{requiredscope} — Stops requiring a scope. */
export interface DeleteRequiredScopeRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The currently required scope. */
    readonly requiredscope: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteRequiredScopeResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** GET /organizations/{globalid}/webhooks — Lists the webhooks, oldest first. */
export interface ListWebhooksRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ListWebhooksResponse =
  | { readonly status: 200; readonly body: readonly T.Webhook[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/webhooks — Adds a webhook. */
export interface CreateWebhookRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewWebhook;
}

export type CreateWebhookResponse =
  | { readonly status: 201; readonly body: T.CreatedWebhook }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error }
  | { readonly status: 422; readonly body: T.Error };

/** GET /organizations/{globalid}/webhooks/{webhookid} — Returns a webhook without its secret. */
export interface GetWebhookRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type GetWebhookResponse =
  | { readonly status: 200; readonly body: T.Webhook }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** PUT /organizations/{globalid}/webhooks/{webhookid} — Replaces address, description and events of a webhook, and enables or disables it. */
export interface UpdateWebhookRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.NewWebhook;
}

export type UpdateWebhookResponse =
  | { readonly status: 200; readonly body: T.Webhook }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** DELETE /organizations/{globalid}/webhooks/{webhookid} — Removes a webhook. */
export interface DeleteWebhookRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type DeleteWebhookResponse =
  | { readonly status: 204 }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/webhooks/{webhookid}/secret — Gives the webhook a new secret, shown only in this response. */
export interface RotateWebhookSecretRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: T.WebhookSecretRotation;
}

export type RotateWebhookSecretResponse =
  | { readonly status: 201; readonly body: T.WebhookSecret }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 413; readonly body: T.Error };

/** POST /organizations/{globalid}/webhooks/{webhookid}/test — Sends an event `webhook.test` to this webhook, whichever events it is set to receive. */
export interface TestWebhookRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type TestWebhookResponse =
  | { readonly status: 202; readonly body: T.WebhookDelivery }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };

/** GET /organizations/{globalid}/webhooks/{webhookid}/deliveries — Lists the deliveries of the last seven days, newest first, at most the newest 1000. */
export interface ListWebhookDeliveriesRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
  };
  readonly query: {
    /** Lists only deliveries with this status. If omitted, all are listed. */
    readonly status?: 'waiting' | 'delivered' | 'failed';
    /** How many to skip. */
    readonly start?: number;
    /** The maximum number to return. */
    readonly max?: number;
  };
  readonly headers: None;
  readonly body: undefined;
}

export type ListWebhookDeliveriesResponse =
  | { readonly status: 200; readonly body: readonly T.WebhookDelivery[] }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error };

/** POST /organizations/{globalid}/webhooks/{webhookid}/deliveries/{deliveryid}/resend — Sends a delivery again, with the same id and content and a full set of attempts. */
export interface ResendWebhookDeliveryRequest {
  readonly path: {
    /** Global id of the organization. */
    readonly globalid: string;
    /** The id of the webhook. */
    readonly webhookid: string;
    /** The id of the delivery, which the receiver gets in the header `webhook-id`. */
    readonly deliveryid: string;
  };
  readonly query: None;
  readonly headers: None;
  readonly body: undefined;
}

export type ResendWebhookDeliveryResponse =
  | { readonly status: 202; readonly body: T.WebhookDelivery }
  | { readonly status: 400; readonly body: T.Error }
  | { readonly status: 401; readonly body: T.Error }
  | { readonly status: 403; readonly body: T.Error }
  | { readonly status: 404; readonly body: T.Error }
  | { readonly status: 409; readonly body: T.Error }
  | {
      readonly status: 429;
      readonly headers: {
        /** Seconds to wait before the next attempt. */
        readonly 'Retry-After': number;
      };
      readonly body: T.Error;
    };
