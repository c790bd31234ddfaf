// Generated from scim.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface ScimDiscoveryService<Context> {
  /** GET /organizations/{globalid}/ServiceProviderConfig */
  getServiceProviderConfig(
    request: O.GetServiceProviderConfigRequest,
    context: Context,
  ): Promise<O.GetServiceProviderConfigResponse>;
  /** GET /organizations/{globalid}/ResourceTypes */
  listResourceTypes(
    request: O.ListResourceTypesRequest,
    context: Context,
  ): Promise<O.ListResourceTypesResponse>;
  /** GET /organizations/{globalid}/ResourceTypes/{name} */
  getResourceType(
    request: O.GetResourceTypeRequest,
    context: Context,
  ): Promise<O.GetResourceTypeResponse>;
  /** GET /organizations/{globalid}/Schemas */
  listSchemas(request: O.ListSchemasRequest, context: Context): Promise<O.ListSchemasResponse>;
  /** GET /organizations/{globalid}/Schemas/{schema} */
  getSchema(request: O.GetSchemaRequest, context: Context): Promise<O.GetSchemaResponse>;
}

export interface ScimUsersService<Context> {
  /** GET /organizations/{globalid}/Users */
  listScimUsers(request: O.ListScimUsersRequest, context: Context): Promise<O.ListScimUsersResponse>;
  /** POST /organizations/{globalid}/Users */
  createScimUser(
    request: O.CreateScimUserRequest,
    context: Context,
  ): Promise<O.CreateScimUserResponse>;
  /** POST /organizations/{globalid}/Users/.search */
  searchScimUsers(
    request: O.SearchScimUsersRequest,
    context: Context,
  ): Promise<O.SearchScimUsersResponse>;
  /** GET /organizations/{globalid}/Users/{id} */
  getScimUser(request: O.GetScimUserRequest, context: Context): Promise<O.GetScimUserResponse>;
  /** PUT /organizations/{globalid}/Users/{id} */
  replaceScimUser(
    request: O.ReplaceScimUserRequest,
    context: Context,
  ): Promise<O.ReplaceScimUserResponse>;
  /** PATCH /organizations/{globalid}/Users/{id} */
  updateScimUser(
    request: O.UpdateScimUserRequest,
    context: Context,
  ): Promise<O.UpdateScimUserResponse>;
  /** DELETE /organizations/{globalid}/Users/{id} */
  deleteScimUser(
    request: O.DeleteScimUserRequest,
    context: Context,
  ): Promise<O.DeleteScimUserResponse>;
}

export interface ScimGroupsService<Context> {
  /** GET /organizations/{globalid}/Groups */
  listScimGroups(
    request: O.ListScimGroupsRequest,
    context: Context,
  ): Promise<O.ListScimGroupsResponse>;
  /** POST /organizations/{globalid}/Groups */
  createScimGroup(
    request: O.CreateScimGroupRequest,
    context: Context,
  ): Promise<O.CreateScimGroupResponse>;
  /** POST /organizations/{globalid}/Groups/.search */
  searchScimGroups(
    request: O.SearchScimGroupsRequest,
    context: Context,
  ): Promise<O.SearchScimGroupsResponse>;
  /** GET /organizations/{globalid}/Groups/{id} */
  getScimGroup(request: O.GetScimGroupRequest, context: Context): Promise<O.GetScimGroupResponse>;
  /** PUT /organizations/{globalid}/Groups/{id} */
  replaceScimGroup(
    request: O.ReplaceScimGroupRequest,
    context: Context,
  ): Promise<O.ReplaceScimGroupResponse>;
  /** PATCH /organizations/{globalid}/Groups/{id} */
  updateScimGroup(
    request: O.UpdateScimGroupRequest,
    context: Context,
  ): Promise<O.UpdateScimGroupResponse>;
  /** DELETE /organizations/{globalid}/Groups/{id} */
  deleteScimGroup(
    request: O.DeleteScimGroupRequest,
    context: Context,
  ): Promise<O.DeleteScimGroupResponse>;
}

/** Every service of the contract; `Context` is what a call brings besides its request. */
export interface Services<Context> {
  readonly scimDiscovery: ScimDiscoveryService<Context>;
  readonly scimUsers: ScimUsersService<Context>;
  readonly scimGroups: ScimGroupsService<Context>;
}

export type OperationName =
  | 'getServiceProviderConfig'
  | 'listResourceTypes'
  | 'getResourceType'
  | 'listSchemas'
  | 'getSchema'
  | 'listScimUsers'
  | 'createScimUser'
  | 'searchScimUsers'
  | 'getScimUser'
  | 'replaceScimUser'
  | 'updateScimUser'
  | 'deleteScimUser'
  | 'listScimGroups'
  | 'createScimGroup'
  | 'searchScimGroups'
  | 'getScimGroup'
  | 'replaceScimGroup'
  | 'updateScimGroup'
  | 'deleteScimGroup';
