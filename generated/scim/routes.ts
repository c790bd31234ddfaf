// Generated from scim.raml by "make generate". Do not edit.

import type { OperationName, Services } from './services.ts';

export interface Route {
  readonly operation: OperationName;
  readonly service: keyof Services<never>;
  readonly method: 'get' | 'post' | 'put' | 'delete' | 'patch';
  /** Relative to the base path, with parameters in braces. */
  readonly path: string;
  /** Whether it works without a token. */
  readonly public: boolean;
  /** Any one of them suffices; empty only when public. */
  readonly scopes: readonly string[];
  readonly body: 'none' | 'json' | 'multipart';
  readonly bodyRequired: boolean;
  /** How to parse each query parameter. */
  readonly query: Readonly<Record<string, 'string' | 'boolean' | 'integer' | 'number'>>;
  /** Every status the operation may return. */
  readonly statuses: readonly number[];
  /** Another path of the operation: the annotation `alias`. */
  readonly alias?: string;
  /** Whether a session needs recent authentication: the annotation `recentAuthentication`. */
  readonly recentAuthentication?: boolean;
  /** The largest body in bytes: the annotation `bodyLimit`. */
  readonly bodyLimit?: number;
  /** Whether it is missing from the printed reference: the annotation `later`. */
  readonly later?: boolean;
  /** Whether a setting can close it: the annotation `closable`. */
  readonly closable?: boolean;
  /** The limit on its calls: the annotation `callLimit`. */
  readonly callLimit?: string;
  /** Whether an upload is checked by its path first: the annotation `checkedBeforeUpload`. */
  readonly checkedBeforeUpload?: boolean;
}

export const routes: readonly Route[] = [
  {
    operation: 'getServiceProviderConfig',
    service: 'scimDiscovery',
    method: 'get',
    path: '/organizations/{globalid}/ServiceProviderConfig',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'listResourceTypes',
    service: 'scimDiscovery',
    method: 'get',
    path: '/organizations/{globalid}/ResourceTypes',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'getResourceType',
    service: 'scimDiscovery',
    method: 'get',
    path: '/organizations/{globalid}/ResourceTypes/{name}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'listSchemas',
    service: 'scimDiscovery',
    method: 'get',
    path: '/organizations/{globalid}/Schemas',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'getSchema',
    service: 'scimDiscovery',
    method: 'get',
    path: '/organizations/{globalid}/Schemas/{schema}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'listScimUsers',
    service: 'scimUsers',
    method: 'get',
    path: '/organizations/{globalid}/Users',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {
      attributes: 'string',
      excludedAttributes: 'string',
      filter: 'string',
      sortBy: 'string',
      sortOrder: 'string',
      startIndex: 'integer',
      count: 'integer',
    },
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'createScimUser',
    service: 'scimUsers',
    method: 'post',
    path: '/organizations/{globalid}/Users',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [201, 400, 401, 403, 404, 409, 413, 429],
  },
  {
    operation: 'searchScimUsers',
    service: 'scimUsers',
    method: 'post',
    path: '/organizations/{globalid}/Users/.search',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: {},
    statuses: [200, 400, 401, 403, 404, 413, 429],
  },
  {
    operation: 'getScimUser',
    service: 'scimUsers',
    method: 'get',
    path: '/organizations/{globalid}/Users/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 304, 400, 401, 403, 404, 429],
  },
  {
    operation: 'replaceScimUser',
    service: 'scimUsers',
    method: 'put',
    path: '/organizations/{globalid}/Users/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 400, 401, 403, 404, 409, 412, 413, 429],
  },
  {
    operation: 'updateScimUser',
    service: 'scimUsers',
    method: 'patch',
    path: '/organizations/{globalid}/Users/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 400, 401, 403, 404, 409, 412, 413, 429],
  },
  {
    operation: 'deleteScimUser',
    service: 'scimUsers',
    method: 'delete',
    path: '/organizations/{globalid}/Users/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [204, 400, 401, 403, 404, 409, 412, 429],
  },
  {
    operation: 'listScimGroups',
    service: 'scimGroups',
    method: 'get',
    path: '/organizations/{globalid}/Groups',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {
      attributes: 'string',
      excludedAttributes: 'string',
      filter: 'string',
      sortBy: 'string',
      sortOrder: 'string',
      startIndex: 'integer',
      count: 'integer',
    },
    statuses: [200, 400, 401, 403, 404, 429],
  },
  {
    operation: 'createScimGroup',
    service: 'scimGroups',
    method: 'post',
    path: '/organizations/{globalid}/Groups',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [201, 400, 401, 403, 404, 409, 413, 429],
  },
  {
    operation: 'searchScimGroups',
    service: 'scimGroups',
    method: 'post',
    path: '/organizations/{globalid}/Groups/.search',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: {},
    statuses: [200, 400, 401, 403, 404, 413, 429],
  },
  {
    operation: 'getScimGroup',
    service: 'scimGroups',
    method: 'get',
    path: '/organizations/{globalid}/Groups/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 304, 400, 401, 403, 404, 429],
  },
  {
    operation: 'replaceScimGroup',
    service: 'scimGroups',
    method: 'put',
    path: '/organizations/{globalid}/Groups/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 400, 401, 403, 404, 409, 412, 413, 429],
  },
  {
    operation: 'updateScimGroup',
    service: 'scimGroups',
    method: 'patch',
    path: '/organizations/{globalid}/Groups/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'json',
    bodyRequired: true,
    query: { attributes: 'string', excludedAttributes: 'string' },
    statuses: [200, 400, 401, 403, 404, 409, 412, 413, 429],
  },
  {
    operation: 'deleteScimGroup',
    service: 'scimGroups',
    method: 'delete',
    path: '/organizations/{globalid}/Groups/{id}',
    public: false,
    scopes: ['organization:scim'],
    body: 'none',
    bodyRequired: false,
    query: {},
    statuses: [204, 400, 401, 403, 404, 409, 412, 429],
  },
];
