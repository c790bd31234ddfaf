// Generated from api.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface UsersService<Context> {
  /** GET /users */
  listUsers(request: O.ListUsersRequest, context: Context): Promise<O.ListUsersResponse>;
  /** GET /users/{username} */
  get2faValidityTime(
    request: O.Get2faValidityTimeRequest,
    context: Context,
  ): Promise<O.Get2faValidityTimeResponse>;
  /** PUT /users/{username}/name */
  updateUserNameWithAnExceedinglyLongDisplayName(
    request: O.UpdateUserNameWithAnExceedinglyLongDisplayNameRequest,
    context: Context,
  ): Promise<O.UpdateUserNameWithAnExceedinglyLongDisplayNameResponse>;
}

export interface UserApiKeysService<Context> {
  /** GET /users/{username}/apikeys */
  listAPIKeys(request: O.ListAPIKeysRequest, context: Context): Promise<O.ListAPIKeysResponse>;
  /** PUT /users/{username}/apikeys/{label} */
  updateAPIkey(request: O.UpdateAPIkeyRequest, context: Context): Promise<O.UpdateAPIkeyResponse>;
}

/** Every service of the contract; `Context` is what a call brings besides its request. */
export interface Services<Context> {
  readonly users: UsersService<Context>;
  readonly userApiKeys: UserApiKeysService<Context>;
}

export type OperationName =
  | 'listUsers'
  | 'get2faValidityTime'
  | 'listAPIKeys'
  | 'updateAPIkey'
  | 'updateUserNameWithAnExceedinglyLongDisplayName';
