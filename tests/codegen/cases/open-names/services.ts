// Generated from api.raml by codegen. Do not edit.

import type * as O from './operations.ts';

export interface UsersService<Context> {
  /** GET /users */
  getUsers(request: O.GetUsersRequest, context: Context): Promise<O.GetUsersResponse>;
  /** POST /users */
  addUser(request: O.AddUserRequest, context: Context): Promise<O.AddUserResponse>;
  /** GET /users/{userId}.{ext} */
  readUser(request: O.ReadUserRequest, context: Context): Promise<O.ReadUserResponse>;
  /** PUT /users/{userId}.{ext} */
  readUser2(request: O.ReadUser2Request, context: Context): Promise<O.ReadUser2Response>;
  /** DELETE /users/{userId}.{ext} */
  thenOperation(request: O.ThenOperationRequest, context: Context): Promise<O.ThenOperationResponse>;
}

export interface RootService<Context> {
  /** GET / */
  getRoot(request: O.GetRootRequest, context: Context): Promise<O.GetRootResponse>;
}

/** Every service of the contract; `Context` is what a call brings besides its request. */
export interface Services<Context> {
  readonly users: UsersService<Context>;
  readonly root: RootService<Context>;
}

export type OperationName =
  | 'getUsers'
  | 'addUser'
  | 'readUser'
  | 'readUser2'
  | 'thenOperation'
  | 'getRoot';
