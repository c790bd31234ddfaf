// Generated from scim.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface Client {
  /** GET /organizations/{globalid}/ServiceProviderConfig — Returns the SCIM features that this server supports. */
  getServiceProviderConfig(
    request: Given<O.GetServiceProviderConfigRequest, 'path'>,
  ): Promise<O.GetServiceProviderConfigResponse>;
  /** GET /organizations/{globalid}/ResourceTypes — Lists the resource types. */
  listResourceTypes(
    request: Given<O.ListResourceTypesRequest, 'path'>,
  ): Promise<O.ListResourceTypesResponse>;
  /** GET /organizations/{globalid}/ResourceTypes/{name} — Returns one resource type. */
  getResourceType(
    request: Given<O.GetResourceTypeRequest, 'path'>,
  ): Promise<O.GetResourceTypeResponse>;
  /** GET /organizations/{globalid}/Schemas — Lists the schemas of the resources. */
  listSchemas(request: Given<O.ListSchemasRequest, 'path'>): Promise<O.ListSchemasResponse>;
  /** GET /organizations/{globalid}/Schemas/{schema} — Returns one schema. */
  getSchema(request: Given<O.GetSchemaRequest, 'path'>): Promise<O.GetSchemaResponse>;
  /** GET /organizations/{globalid}/Users — Lists the members of the organization, and users of the directory who are not members, whether invited or not. */
  listScimUsers(request: Given<O.ListScimUsersRequest, 'path'>): Promise<O.ListScimUsersResponse>;
  /** POST /organizations/{globalid}/Users — Adds a user of the directory. */
  createScimUser(
    request: Given<O.CreateScimUserRequest, 'path' | 'body'>,
  ): Promise<O.CreateScimUserResponse>;
  /** POST /organizations/{globalid}/Users/.search — Lists users by the query in the body. */
  searchScimUsers(
    request: Given<O.SearchScimUsersRequest, 'path' | 'body'>,
  ): Promise<O.SearchScimUsersResponse>;
  /** GET /organizations/{globalid}/Users/{id} — Returns a user. */
  getScimUser(request: Given<O.GetScimUserRequest, 'path'>): Promise<O.GetScimUserResponse>;
  /** PUT /organizations/{globalid}/Users/{id} — Replaces the directory's data about a user. */
  replaceScimUser(
    request: Given<O.ReplaceScimUserRequest, 'path' | 'body'>,
  ): Promise<O.ReplaceScimUserResponse>;
  /** PATCH /organizations/{globalid}/Users/{id} — Changes parts of the directory's data about a user (RFC 7644, section 3.5.2). */
  updateScimUser(
    request: Given<O.UpdateScimUserRequest, 'path' | 'body'>,
  ): Promise<O.UpdateScimUserResponse>;
  /** DELETE /organizations/{globalid}/Users/{id} — Ends the membership, cancels a pending invitation, and deletes the directory's data about the user. */
  deleteScimUser(request: Given<O.DeleteScimUserRequest, 'path'>): Promise<O.DeleteScimUserResponse>;
  /** GET /organizations/{globalid}/Groups — Lists the roles in the organization and its sub-organizations. */
  listScimGroups(request: Given<O.ListScimGroupsRequest, 'path'>): Promise<O.ListScimGroupsResponse>;
  /** POST /organizations/{globalid}/Groups — Creates a sub-organization, directly below the organization, and adds users to it. */
  createScimGroup(
    request: Given<O.CreateScimGroupRequest, 'path' | 'body'>,
  ): Promise<O.CreateScimGroupResponse>;
  /** POST /organizations/{globalid}/Groups/.search — Lists groups by the query in the body. */
  searchScimGroups(
    request: Given<O.SearchScimGroupsRequest, 'path' | 'body'>,
  ): Promise<O.SearchScimGroupsResponse>;
  /** GET /organizations/{globalid}/Groups/{id} — Returns a group. */
  getScimGroup(request: Given<O.GetScimGroupRequest, 'path'>): Promise<O.GetScimGroupResponse>;
  /** PUT /organizations/{globalid}/Groups/{id} — Replaces the name, the external id and the users of a group. */
  replaceScimGroup(
    request: Given<O.ReplaceScimGroupRequest, 'path' | 'body'>,
  ): Promise<O.ReplaceScimGroupResponse>;
  /** PATCH /organizations/{globalid}/Groups/{id} — Changes parts of a group. */
  updateScimGroup(
    request: Given<O.UpdateScimGroupRequest, 'path' | 'body'>,
  ): Promise<O.UpdateScimGroupResponse>;
  /** DELETE /organizations/{globalid}/Groups/{id} — Deletes a sub-organization that the directory created, unless it has API keys or organizations below it. */
  deleteScimGroup(
    request: Given<O.DeleteScimGroupRequest, 'path'>,
  ): Promise<O.DeleteScimGroupResponse>;
}

/**
 * Every method sends one request and returns what the contract declares for its status.
 * @throws UndeclaredStatus, and the errors of `fetch`
 */
export function createClient(options: ClientOptions): Client {
  return {
    getServiceProviderConfig: (request) => send(options, calls.getServiceProviderConfig, request),
    listResourceTypes: (request) => send(options, calls.listResourceTypes, request),
    getResourceType: (request) => send(options, calls.getResourceType, request),
    listSchemas: (request) => send(options, calls.listSchemas, request),
    getSchema: (request) => send(options, calls.getSchema, request),
    listScimUsers: (request) => send(options, calls.listScimUsers, request),
    createScimUser: (request) => send(options, calls.createScimUser, request),
    searchScimUsers: (request) => send(options, calls.searchScimUsers, request),
    getScimUser: (request) => send(options, calls.getScimUser, request),
    replaceScimUser: (request) => send(options, calls.replaceScimUser, request),
    updateScimUser: (request) => send(options, calls.updateScimUser, request),
    deleteScimUser: (request) => send(options, calls.deleteScimUser, request),
    listScimGroups: (request) => send(options, calls.listScimGroups, request),
    createScimGroup: (request) => send(options, calls.createScimGroup, request),
    searchScimGroups: (request) => send(options, calls.searchScimGroups, request),
    getScimGroup: (request) => send(options, calls.getScimGroup, request),
    replaceScimGroup: (request) => send(options, calls.replaceScimGroup, request),
    updateScimGroup: (request) => send(options, calls.updateScimGroup, request),
    deleteScimGroup: (request) => send(options, calls.deleteScimGroup, request),
  };
}

const calls = {
  getServiceProviderConfig: {
    operation: 'getServiceProviderConfig',
    method: 'GET',
    path: '/organizations/{globalid}/ServiceProviderConfig',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listResourceTypes: {
    operation: 'listResourceTypes',
    method: 'GET',
    path: '/organizations/{globalid}/ResourceTypes',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getResourceType: {
    operation: 'getResourceType',
    method: 'GET',
    path: '/organizations/{globalid}/ResourceTypes/{name}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listSchemas: {
    operation: 'listSchemas',
    method: 'GET',
    path: '/organizations/{globalid}/Schemas',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getSchema: {
    operation: 'getSchema',
    method: 'GET',
    path: '/organizations/{globalid}/Schemas/{schema}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listScimUsers: {
    operation: 'listScimUsers',
    method: 'GET',
    path: '/organizations/{globalid}/Users',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  createScimUser: {
    operation: 'createScimUser',
    method: 'POST',
    path: '/organizations/{globalid}/Users',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      201: { json: true, headers: { Location: 'string', ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  searchScimUsers: {
    operation: 'searchScimUsers',
    method: 'POST',
    path: '/organizations/{globalid}/Users/.search',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getScimUser: {
    operation: 'getScimUser',
    method: 'GET',
    path: '/organizations/{globalid}/Users/{id}',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      304: { headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  replaceScimUser: {
    operation: 'replaceScimUser',
    method: 'PUT',
    path: '/organizations/{globalid}/Users/{id}',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  updateScimUser: {
    operation: 'updateScimUser',
    method: 'PATCH',
    path: '/organizations/{globalid}/Users/{id}',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteScimUser: {
    operation: 'deleteScimUser',
    method: 'DELETE',
    path: '/organizations/{globalid}/Users/{id}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listScimGroups: {
    operation: 'listScimGroups',
    method: 'GET',
    path: '/organizations/{globalid}/Groups',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  createScimGroup: {
    operation: 'createScimGroup',
    method: 'POST',
    path: '/organizations/{globalid}/Groups',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      201: { json: true, headers: { Location: 'string', ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  searchScimGroups: {
    operation: 'searchScimGroups',
    method: 'POST',
    path: '/organizations/{globalid}/Groups/.search',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getScimGroup: {
    operation: 'getScimGroup',
    method: 'GET',
    path: '/organizations/{globalid}/Groups/{id}',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      304: { headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  replaceScimGroup: {
    operation: 'replaceScimGroup',
    method: 'PUT',
    path: '/organizations/{globalid}/Groups/{id}',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  updateScimGroup: {
    operation: 'updateScimGroup',
    method: 'PATCH',
    path: '/organizations/{globalid}/Groups/{id}',
    body: 'json',
    contentType: 'application/scim+json',
    responses: {
      200: { json: true, headers: { ETag: 'string' } },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteScimGroup: {
    operation: 'deleteScimGroup',
    method: 'DELETE',
    path: '/organizations/{globalid}/Groups/{id}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
} satisfies Record<string, Call>;

export interface ClientOptions {
  /** The address of the API, for example `https://id.example.org/api`. */
  readonly baseUrl: string;
  /** Sent as bearer token; a function is called before every request. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Sends the requests; the global `fetch` by default. */
  readonly fetch?: typeof fetch;
}

/** The server responded with a status that the contract does not declare for the operation. */
export class UndeclaredStatus extends Error {
  readonly operation: string;
  readonly status: number;
  /** The body as text. */
  readonly body: string;

  constructor(operation: string, status: number, body: string) {
    super(`${operation} was answered with status ${status}, which the contract does not declare`);
    this.name = 'UndeclaredStatus';
    this.operation = operation;
    this.status = status;
    this.body = body;
  }
}

/** A request in which parts that may be empty are optional. */
export type Given<Request, Needed> = Request extends unknown
  ? Pick<Request, Needed & keyof Request> & Partial<Request>
  : never;

type BodyKind = 'json' | 'multipart' | 'urlencoded' | 'text' | 'bytes';

interface Call {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: BodyKind;
  /** The media type of the body, unless it is JSON or a multipart form. */
  readonly contentType?: string;
  /** How to send each of several media types. */
  readonly bodies?: Readonly<Record<string, BodyKind>>;
  /** Declared statuses: how to read their body and headers. */
  readonly responses: Readonly<Record<number, DeclaredResponse>>;
}

interface DeclaredResponse {
  readonly json?: true;
  readonly text?: true;
  readonly bytes?: true;
  /** Whether the media type of JSON is passed on: there are others. */
  readonly typed?: true;
  readonly headers?: Readonly<Record<string, 'string' | 'number'>>;
}

interface Parts {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

async function send<Result>(options: ClientOptions, call: Call, parts: Parts): Promise<Result> {
  const sendRequest = options.fetch ?? fetch;
  const response = await sendRequest(urlOf(options.baseUrl, call, parts), {
    method: call.method,
    headers: await headersOf(options, call, parts),
    body: bodyOf(call, parts) ?? null,
  });
  const declared = call.responses[response.status];
  if (!declared) throw new UndeclaredStatus(call.operation, response.status, await response.text());
  return (await read(response, declared)) as Result;
}

function urlOf(baseUrl: string, { path }: Call, parts: Parts): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.path?.[name])),
  );
  const query = new URLSearchParams(textEntries(parts.query)).toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${query === '' ? '' : `?${query}`}`;
}

/** A list is sent as a repeated name, an object as JSON. */
function textEntries(values: Readonly<Record<string, unknown>> = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((item): [string, string][] =>
      item === undefined ? [] : [[name, textOf(item)]],
    ),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? toJson(value) : String(value);
}

async function headersOf(
  { token }: ClientOptions,
  call: Call,
  parts: Parts,
): Promise<Record<string, string>> {
  const bearer = typeof token === 'function' ? await token() : token;
  const mediaType = mediaTypeOf(call, parts);
  return {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(mediaType !== undefined && parts.body !== undefined && { 'content-type': mediaType }),
    ...Object.fromEntries(textEntries(parts.headers)),
  };
}

/** The type of a multipart form is set where its boundary is created. */
function mediaTypeOf(call: Call, parts: Parts): string | undefined {
  const kind = kindOf(call, parts);
  if (kind === undefined || kind === 'multipart') return undefined;
  return parts.contentType ?? call.contentType ?? 'application/json';
}

function kindOf({ body, bodies }: Call, { contentType = '' }: Parts): BodyKind | undefined {
  return bodies ? (bodies[contentType] ?? 'bytes') : body;
}

function bodyOf(call: Call, parts: Parts): string | FormData | URLSearchParams | Blob | undefined {
  const { body } = parts;
  if (body === undefined) return undefined;
  switch (kindOf(call, parts)) {
    case 'multipart':
      return formOf(Object.entries(body ?? {}));
    case 'urlencoded':
      return new URLSearchParams(textEntries(Object.fromEntries(Object.entries(body ?? {}))));
    case 'text':
      return String(body);
    case 'bytes':
      return body instanceof Uint8Array ? new Blob([Uint8Array.from(body)]) : String(body);
    default:
      return toJson(body);
  }
}

function formOf(entries: readonly [string, unknown][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) {
    for (const item of Array.isArray(value) ? value : [value]) append(form, name, item);
  }
  return form;
}

function append(form: FormData, name: string, value: unknown): void {
  if (value === undefined) return;
  if (isFile(value)) {
    form.append(name, new Blob([Uint8Array.from(value.bytes)], { type: value.mediaType }), value.filename);
  } else {
    form.append(name, textOf(value));
  }
}

function isFile(value: unknown): value is { filename: string; mediaType: string; bytes: Uint8Array } {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

async function read(response: Response, declared: DeclaredResponse): Promise<unknown> {
  const contentType = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    ...(declared.headers && { headers: readHeaders(response.headers, declared.headers) }),
    ...(await readBody(response, declared, contentType)),
  };
}

async function readBody(
  response: Response,
  declared: DeclaredResponse,
  contentType: string,
): Promise<object> {
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(contentType);
  const [mediaType] = contentType.split(';');
  if (declared.json && (isJson || !(declared.text || declared.bytes))) {
    return { ...(declared.typed && { contentType: mediaType }), body: await response.json() };
  }
  if (declared.text && !(declared.bytes && !/^text|[/+](xml|yaml)\b/i.test(contentType))) {
    return { contentType: mediaType, body: await response.text() };
  }
  return declared.bytes ? { contentType, body: new Uint8Array(await response.arrayBuffer()) } : {};
}

function readHeaders(
  headers: Headers,
  declared: Readonly<Record<string, 'string' | 'number'>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, type]) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, type === 'number' ? Number(value) : value]];
    }),
  );
}

/** JSON in which a bigint is a number with all its digits; everything else is as with `JSON.stringify`. */
function toJson(value: unknown): string {
  // Random, so that no text can be mistaken for a number.
  let mark = '';
  const text = JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    mark ||= `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`;
    return mark + member;
  });
  return mark === '' ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
