// Generated from api.raml by codegen. Do not edit.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from './services.ts';

/** Answers the requests of the contract with these services; for node:http and as middleware of Express. */
export function createHandler<Context>(services: Services<Context>, options: ServerOptions<Context>): Handler {
  return serve(operations, schemas, services, options);
}

/** One request that has found its operation. */
export interface Call {
  readonly request: IncomingMessage;
  readonly operation: string;
  readonly scopes: readonly string[];
}

export interface ServerOptions<Context> {
  /** What the services are given besides the request. */
  readonly context: (call: Call) => Context | Promise<Context>;
  /** Whether a call of an operation that is not public may go on; without it none may. */
  readonly authorize?: (call: Call) => boolean | Promise<boolean>;
  /** What to do with an error of a service before 500 is answered. */
  readonly failed?: (error: unknown, call: Call) => void;
  /** The largest body in bytes; 1 MiB when left out. */
  readonly bodyLimit?: number;
}

/** Answers requests as node:http hands them over, and as middleware of Express. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

type Method = (request: object, context: unknown) => Promise<Answer>;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

export function serve<Context>(
  operations: readonly ServedOperation[],
  schemas: Readonly<Record<string, Schema>>,
  services: object,
  options: ServerOptions<Context>,
): Handler {
  const routes = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path), order: sortKey(operation.path) }))
    .sort((a, b) => (a.order === b.order ? 0 : a.order < b.order ? -1 : 1));
  return async (request, response, next) => {
    const { path } = splitUrl(request.url);
    const matching = routes.flatMap(({ operation, pattern }) => {
      const match = pattern.exec(path);
      return match ? [{ operation, values: match.slice(1) }] : [];
    });
    const method = request.method?.toLowerCase();
    const found =
      matching.find(({ operation }) => operation.method === method) ??
      matching.find(({ operation }) => operation.method === 'get' && method === 'head');
    if (!found && next) return next();
    try {
      if (!found) throw missing(matching.map(({ operation }) => operation.method));
      await answer(found.operation, found.values, request, response, { schemas, services, options });
    } catch (error) {
      if (!(error instanceof Refusal) && found) {
        const { operation, scopes } = found.operation;
        options.failed?.(error, { request, operation, scopes });
      }
      refuse(response, error);
    }
  };
}

/** Text comes before parameters, so that `/users/me` is not taken for `/users/{id}`. */
function sortKey(path: string): string {
  return `${path.replace(/\{[^}]*\}/g, '\uffff')}\uffff`;
}

/** `/users/{id}.json` as a pattern; a parameter never spans a slash. */
function patternOf(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('([^/]+?)')}/?$`);
}

function missing(methods: readonly string[]): Refusal {
  return methods.length === 0 ? new Refusal(404, 'Not found') : new Refusal(405, 'Method not allowed');
}

interface Surroundings<Context> {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly services: object;
  readonly options: ServerOptions<Context>;
}

async function answer<Context>(
  route: ServedOperation,
  values: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
  { schemas, services, options }: Surroundings<Context>,
): Promise<void> {
  const { operation, scopes } = route;
  const call = { request, operation, scopes };
  if (!route.public && !(await options.authorize?.(call))) throw new Refusal(401, 'Not allowed');
  const parts = readParameters(route, values, request);
  const body = await readBody(route, request, options.bodyLimit ?? 1_048_576);
  const misfits = [
    ...route.parameters.flatMap((parameter) => checkParameter(parameter, parts, schemas)),
    ...(body && body.kind !== 'bytes' ? validate(body.schema, body.value, 'body', schemas) : []),
  ];
  if (misfits.length > 0) throw new Refusal(400, 'The request does not fit the contract', misfits);
  const service: unknown = Reflect.get(services, route.service);
  const method = Reflect.get(Object(service), operation) as Method;
  const told = route.bodies.length > 1 ? { contentType: body?.mediaType } : {};
  const context = await options.context(call);
  const result = await method.call(service, { ...parts, ...told, body: body?.value }, context);
  write(route, result, response, request.method === 'HEAD');
}

function write(route: ServedOperation, result: Answer, response: ServerResponse, bodiless: boolean): void {
  const json = route.statuses[result.status];
  if (json === undefined)
    throw new Error(`${route.operation} answered ${result.status}, which the contract does not declare`);
  response.statusCode = result.status;
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, String(value));
  }
  const { body } = result;
  if (body === undefined) return void response.end();
  const plain = body instanceof Uint8Array || (typeof body === 'string' && json === '');
  response.setHeader('content-type', result.contentType ?? (json || 'application/octet-stream'));
  const isText = typeof body === 'string' && !/json/.test(result.contentType ?? json);
  const bytes =
    plain || isText ? Buffer.from(body as Uint8Array | string) : Buffer.from(JSON.stringify(body));
  response.setHeader('content-length', bytes.length);
  response.end(bodiless ? undefined : bytes);
}

/** What is wrong with a request is told; what is wrong with the server is not. */
function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.end();
  const known = error instanceof Refusal ? error : new Refusal(500, 'Internal error');
  response.statusCode = known.status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ error: known.message, misfits: known.misfits }));
}

/** One operation as the adapter needs it. */
export interface ServedOperation {
  readonly operation: string;
  readonly service: string;
  readonly method: string;
  /** With the base path of the API in front. */
  readonly path: string;
  readonly public: boolean;
  readonly scopes: readonly string[];
  readonly parameters: readonly ServedParameter[];
  readonly bodies: readonly { readonly mediaType: string; readonly kind: string; readonly schema: Schema }[];
  readonly bodyRequired: boolean;
  /** The media type of JSON by status. */
  readonly statuses: Readonly<Record<number, string>>;
}

interface ServedParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly schema: Schema;
}

/** A request that is answered without asking a service. */
export class Refusal extends Error {
  readonly status: number;
  readonly misfits: readonly Misfit[];

  constructor(status: number, message: string, misfits: readonly Misfit[] = []) {
    super(message);
    this.status = status;
    this.misfits = misfits;
  }
}

export type Parts = Readonly<Record<'path' | 'query' | 'headers', Readonly<Record<string, unknown>>>>;

export function readParameters(
  route: ServedOperation,
  values: readonly string[],
  request: IncomingMessage,
): Parts {
  const query = new URLSearchParams(splitUrl(request.url).query);
  const inPath = route.parameters.filter((parameter) => parameter.in === 'path');
  const texts = ({ in: where, name }: ServedParameter): readonly string[] => {
    if (where === 'query') return query.getAll(name);
    if (where === 'header') return [request.headers[name.toLowerCase()] ?? []].flat();
    return [decoded(values[inPath.findIndex((parameter) => parameter.name === name)] ?? '')];
  };
  const part = (where: ServedParameter['in']): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      route.parameters
        .filter((parameter) => parameter.in === where)
        .map((parameter): [string, unknown] => [
          where === 'header' ? parameter.name.toLowerCase() : parameter.name,
          readValue(parameter.type, texts(parameter)),
        ])
        .filter(([, value]) => value !== undefined),
    );
  return { path: part('path'), query: part('query'), headers: part('header') };
}

export function splitUrl(url = '/'): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'The path is not encoded well', [
      { path: 'path', message: 'has a bad percent sign' },
    ]);
  }
}

/** What cannot be read stays text, and does not fit then. */
function readValue(type: string, texts: readonly string[]): unknown {
  const [first] = texts;
  if (first === undefined) return undefined;
  if (type.endsWith('[]')) return texts.map((text) => readValue(type.slice(0, -2), [text]));
  if (type === 'boolean' && (first === 'true' || first === 'false')) return first === 'true';
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(first))
    return Number(first);
  return type === 'json' ? parseOr(first, first) : first;
}

function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function checkParameter(
  { in: where, name, required, schema }: ServedParameter,
  parts: Parts,
  schemas: Readonly<Record<string, Schema>>,
): Misfit[] {
  const key = where === 'header' ? name.toLowerCase() : name;
  const value = parts[where === 'header' ? 'headers' : where][key];
  const path = `${where}.${name}`;
  if (value === undefined) return required ? [{ path, message: 'is missing' }] : [];
  return validate(schema, value, path, schemas);
}

export interface ReadBody {
  readonly kind: string;
  readonly mediaType: string;
  readonly schema: Schema;
  readonly value: unknown;
}

export async function readBody(
  route: ServedOperation,
  request: IncomingMessage,
  limit: number,
): Promise<ReadBody | undefined> {
  if (route.bodies.length === 0) return undefined;
  const bytes = await collect(request, limit);
  if (bytes.length === 0) {
    if (!route.bodyRequired) return undefined;
    throw new Refusal(400, 'The request has no body', [{ path: 'body', message: 'is missing' }]);
  }
  const contentType = request.headers['content-type'] ?? '';
  const given = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const declared = route.bodies.find(({ mediaType }) => fits(given, mediaType.toLowerCase()));
  if (!declared) throw new Refusal(415, `Bodies of type "${given}" are not understood`);
  return { ...declared, value: await parseBody(declared.kind, bytes, contentType) };
}

function fits(given: string, declared: string): boolean {
  const [type = '', subtype = ''] = (declared.split(';')[0] ?? '').split('/');
  return (type === '*' || given.startsWith(`${type}/`)) && (subtype === '*' || given.endsWith(`/${subtype}`));
}

/** A body that other middleware has read and parsed is taken as it is. */
async function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  const parsed: unknown = Reflect.get(request, 'body');
  if (request.readableEnded && parsed !== undefined) {
    return Buffer.isBuffer(parsed)
      ? parsed
      : Buffer.from(typeof parsed === 'string' ? parsed : JSON.stringify(parsed));
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, `The body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function parseBody(kind: string, bytes: Buffer, contentType: string): Promise<unknown> {
  switch (kind) {
    case 'json': {
      const broken = Symbol('broken');
      const value = parseOr(bytes.toString('utf8'), broken);
      if (value === broken)
        throw new Refusal(400, 'The body is no valid JSON', [{ path: 'body', message: 'is no JSON' }]);
      return value;
    }
    case 'urlencoded':
      return Object.fromEntries(
        [...new URLSearchParams(bytes.toString('utf8'))].map(([name, text]) => [name, parseOr(text, text)]),
      );
    case 'multipart':
      return readForm(bytes, contentType);
    default:
      return kind === 'text' ? bytes.toString('utf8') : new Uint8Array(bytes);
  }
}

/** Files as `{ filename, mediaType, bytes }`; a name that comes several times is a list. */
async function readForm(bytes: Buffer, contentType: string): Promise<Readonly<Record<string, unknown>>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) throw new Refusal(400, 'The form cannot be read', [{ path: 'body', message: 'is no form' }]);
  const fields = new Map<string, unknown[]>();
  const entries: [string, string | File][] = [];
  form.forEach((entry, name) => void entries.push([name, entry]));
  for (const [name, entry] of entries) {
    const value =
      typeof entry === 'string'
        ? entry
        : { filename: entry.name, mediaType: entry.type, bytes: new Uint8Array(await entry.arrayBuffer()) };
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return Object.fromEntries([...fields].map(([name, list]) => [name, list.length === 1 ? list[0] : list]));
}

/** A schema of the contract, as OpenAPI 3.0 writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One way in which a value does not fit; the path names the field: `body.address.street`. */
export interface Misfit {
  readonly path: string;
  readonly message: string;
}

/** @returns nothing when the value fits */
export function validate(
  schema: Schema,
  value: unknown,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Misfit[] {
  const misfit = (message: string): Misfit[] => [{ path, message }];
  if (typeof schema.$ref === 'string') {
    const target = schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target ? validate(target, value, path, schemas) : [];
  }
  if (value === null && schema.nullable === true) return [];
  const all = listOf(schema.allOf).flatMap((part) => validate(part, value, path, schemas));
  const options = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  const failures = options.map((option) => validate(option, value, path, schemas));
  if (failures.length > 0 && failures.every((list) => list.length > 0)) {
    return [
      ...all,
      ...(failures.length === 1 ? (failures[0] ?? []) : misfit('fits none of the allowed types')),
    ];
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return [...all, ...misfit(`must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`)];
  }
  return [...all, ...ofType(schema, value, path, schemas)];
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ofType(
  schema: Schema,
  value: unknown,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Misfit[] {
  const misfit = (message: string): Misfit[] => [{ path, message }];
  switch (schema.type) {
    case 'string':
      return typeof value === 'string'
        ? textRules(schema, value).flatMap(misfit)
        : misfit('must be a string');
    case 'number':
      return typeof value === 'number'
        ? numberRules(schema, value).flatMap(misfit)
        : misfit('must be a number');
    case 'integer':
      return Number.isInteger(value)
        ? numberRules(schema, Number(value)).flatMap(misfit)
        : misfit('must be a whole number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : misfit('must be true or false');
    case 'array':
      return Array.isArray(value) ? ofItems(schema, value, path, schemas) : misfit('must be a list');
    case 'object':
      return isRecord(value) ? ofMembers(schema, value, path, schemas) : misfit('must be an object');
    default:
      return [];
  }
}

function limits(schema: Schema, size: number, low: string, high: string, what: string): string[] {
  return [
    ...(Number(schema[low] ?? Number.NEGATIVE_INFINITY) > size
      ? [`must have at least ${schema[low]} ${what}`]
      : []),
    ...(Number(schema[high] ?? Number.POSITIVE_INFINITY) < size
      ? [`must have at most ${schema[high]} ${what}`]
      : []),
  ];
}

function textRules(schema: Schema, value: string): string[] {
  const { format, pattern } = schema;
  const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
  const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  return [
    ...limits(schema, [...value].length, 'minLength', 'maxLength', 'characters'),
    ...(typeof pattern === 'string' && !new RegExp(pattern).test(value) ? [`must match ${pattern}`] : []),
    ...(format === 'date' && !day.test(value) ? ['must be a date such as 2020-02-29'] : []),
    ...(format === 'date-time' && !(moment.test(value) && !Number.isNaN(Date.parse(value)))
      ? ['must be a time such as 2020-02-29T12:00:00Z']
      : []),
  ];
}

function numberRules(schema: Schema, value: number): string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, multipleOf } = schema;
  const low = schema.exclusiveMinimum === true ? value <= Number(minimum) : value < Number(minimum);
  const high = schema.exclusiveMaximum === true ? value >= Number(maximum) : value > Number(maximum);
  const parts = value / Number(multipleOf);
  return [
    ...(low ? [`must be ${schema.exclusiveMinimum === true ? 'more than' : 'at least'} ${minimum}`] : []),
    ...(high ? [`must be ${schema.exclusiveMaximum === true ? 'less than' : 'at most'} ${maximum}`] : []),
    ...(multipleOf !== undefined && Math.abs(parts - Math.round(parts)) > 1e-9
      ? [`must be a multiple of ${multipleOf}`]
      : []),
  ];
}

function ofItems(
  schema: Schema,
  value: readonly unknown[],
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Misfit[] {
  const { items } = schema;
  const different = new Set(value.map((item) => JSON.stringify(item))).size;
  return [
    ...limits(schema, value.length, 'minItems', 'maxItems', 'entries').map((message) => ({ path, message })),
    ...(schema.uniqueItems === true && different < value.length
      ? [{ path, message: 'must not repeat an entry' }]
      : []),
    ...(isRecord(items)
      ? value.flatMap((item, place) => validate(items, item, `${path}[${place}]`, schemas))
      : []),
  ];
}

function ofMembers(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Misfit[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(
    isRecord(schema['x-patternProperties']) ? schema['x-patternProperties'] : {},
  );
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const missing = listOf(schema.required)
    .map(String)
    .filter((name) => !names.includes(name));
  const members = names.flatMap((name) => {
    const matching = patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, one]) => one);
    const declared = Object.hasOwn(properties, name) ? [properties[name]] : matching;
    const found = declared.length > 0 ? declared : [schema.additionalProperties];
    if (found[0] === false) return [{ path: `${path}.${name}`, message: 'is not a known property' }];
    return found.flatMap((one) =>
      isRecord(one) ? validate(one, value[name], `${path}.${name}`, schemas) : [],
    );
  });
  return [
    ...missing.map((name) => ({ path: `${path}.${name}`, message: 'is missing' })),
    ...limits(schema, names.length, 'minProperties', 'maxProperties', 'properties').map((message) => ({
      path,
      message,
    })),
    ...members,
  ];
}

const operations: readonly ServedOperation[] = [
  {
    "operation": "getNotes",
    "service": "notes",
    "method": "get",
    "path": "/api/notes",
    "public": true,
    "scopes": [],
    "parameters": [
      {
        "in": "query",
        "name": "ids",
        "required": false,
        "type": "integer[]",
        "schema": {
          "type": "array",
          "items": {
            "type": "integer"
          },
          "maxItems": 2
        }
      },
      {
        "in": "query",
        "name": "kind",
        "required": false,
        "type": "string",
        "schema": {
          "type": "string",
          "enum": [
            "long",
            "short"
          ]
        }
      },
      {
        "in": "query",
        "name": "open",
        "required": false,
        "type": "boolean",
        "schema": {
          "type": "boolean"
        }
      },
      {
        "in": "header",
        "name": "X-Trace",
        "required": false,
        "type": "string",
        "schema": {
          "type": "string",
          "pattern": "^t"
        }
      }
    ],
    "bodies": [],
    "bodyRequired": false,
    "statuses": {
      "200": "application/json"
    }
  },
  {
    "operation": "postNotes",
    "service": "notes",
    "method": "post",
    "path": "/api/notes",
    "public": true,
    "scopes": [],
    "parameters": [],
    "bodies": [
      {
        "mediaType": "application/json",
        "kind": "json",
        "schema": {
          "$ref": "#/components/schemas/Note"
        }
      },
      {
        "mediaType": "text/plain",
        "kind": "text",
        "schema": {
          "type": "string"
        }
      }
    ],
    "bodyRequired": true,
    "statuses": {
      "201": "application/json",
      "202": ""
    }
  },
  {
    "operation": "getNotesByIdByFormat",
    "service": "notes",
    "method": "get",
    "path": "/api/notes/{id}.{format}",
    "public": true,
    "scopes": [],
    "parameters": [
      {
        "in": "path",
        "name": "id",
        "required": true,
        "type": "integer",
        "schema": {
          "type": "integer"
        }
      },
      {
        "in": "path",
        "name": "format",
        "required": true,
        "type": "string",
        "schema": {
          "type": "string"
        }
      }
    ],
    "bodies": [],
    "bodyRequired": false,
    "statuses": {
      "200": ""
    }
  },
  {
    "operation": "deleteNotesByIdByFormat",
    "service": "notes",
    "method": "delete",
    "path": "/api/notes/{id}.{format}",
    "public": false,
    "scopes": [],
    "parameters": [
      {
        "in": "path",
        "name": "id",
        "required": true,
        "type": "integer",
        "schema": {
          "type": "integer"
        }
      },
      {
        "in": "path",
        "name": "format",
        "required": true,
        "type": "string",
        "schema": {
          "type": "string"
        }
      }
    ],
    "bodies": [],
    "bodyRequired": false,
    "statuses": {
      "204": ""
    }
  },
  {
    "operation": "putNotesByIdByFormat",
    "service": "notes",
    "method": "put",
    "path": "/api/notes/{id}.{format}",
    "public": true,
    "scopes": [],
    "parameters": [
      {
        "in": "path",
        "name": "id",
        "required": true,
        "type": "integer",
        "schema": {
          "type": "integer"
        }
      },
      {
        "in": "path",
        "name": "format",
        "required": true,
        "type": "string",
        "schema": {
          "type": "string"
        }
      }
    ],
    "bodies": [
      {
        "mediaType": "multipart/form-data",
        "kind": "multipart",
        "schema": {
          "type": "object",
          "required": [
            "file"
          ]
        }
      }
    ],
    "bodyRequired": true,
    "statuses": {
      "200": "application/json"
    }
  },
  {
    "operation": "getNotesLatestTxt",
    "service": "notes",
    "method": "get",
    "path": "/api/notes/latest.txt",
    "public": true,
    "scopes": [],
    "parameters": [],
    "bodies": [],
    "bodyRequired": false,
    "statuses": {
      "200": ""
    }
  }
];

const schemas: Readonly<Record<string, Schema>> = {
  "Note": {
    "type": "object",
    "properties": {
      "text": {
        "type": "string",
        "minLength": 1,
        "maxLength": 5
      },
      "at": {
        "type": "string",
        "format": "date-time"
      },
      "tags": {
        "type": "array",
        "items": {
          "type": "string"
        },
        "uniqueItems": true
      }
    },
    "required": [
      "text"
    ],
    "additionalProperties": false
  }
};
