// Generated from api.raml by codegen. Do not edit.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationName, Services } from './services.ts';

/** Handles the requests of the contract with these services; for node:http and as Express middleware. */
export function createHandler<Context>(services: Services<Context>, options: ServerOptions<Context>): Handler {
  return serve(operations, (operation) => rulesOf(operation, schemas), services, options);
}

/** A request matched to its operation. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly operation: OperationName;
  /** Whether it needs no permission. */
  readonly public: boolean;
  readonly scopes: readonly string[];
  /** The parameters of the path, percent-decoded. The operation gets these values once the call is authorized. */
  readonly path: Record<string, string>;
  readonly query: URLSearchParams;
}

export interface OperationResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

export interface ServerOptions<Context> {
  /** Creates the second argument of services; may throw to refuse the request. */
  readonly context: (call: Call) => Context | Promise<Context>;
  /** Whether a call of a non-public operation is allowed; without this function, none is. */
  readonly authorize?: (call: Call, context: Context) => boolean | Promise<boolean>;
  /** Handles an error of a service before the response 500. */
  readonly failed?: (error: unknown, call: Call) => void;
  /** The largest body in bytes; 1 MiB by default. */
  readonly bodyLimit?: number;
  /** Replaces reading the body of an authorized call; a form with files is read after all other checks. */
  readonly readBody?: (call: Call) => Promise<unknown>;
  /**
   * Replaces validation: returns mismatches, for a form with files those of the parameters. May convert values in place.
   */
  readonly check?: Check;
  /** Replaces the response to an error; `call` if an operation was found. */
  readonly refuse?: (
    error: unknown,
    response: ServerResponse,
    call?: Call,
  ) => OperationResponse | Promise<OperationResponse>;
  /** Wraps each step for traces, and returns its result: `validate`, then the operation by name. */
  readonly step?: <Result>(name: string, run: () => Result) => Result;
  /** Replaces sending a response. */
  readonly write?: (result: OperationResponse, response: ServerResponse, call?: Call) => void;
}

/** Handles requests of node:http, and works as Express middleware. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

type Method = (request: Parts & { readonly body: unknown }, context: unknown) => Promise<OperationResponse>;

/** An operation with what was prepared at the start. */
interface Served {
  readonly operation: ServedOperation;
  readonly read: ReadRequest;
  readonly method: Method;
}

export function serve<Context>(
  operations: readonly ServedOperation[],
  rules: ((operation: ServedOperation) => Check) | undefined,
  services: object,
  options: ServerOptions<Context>,
): Handler {
  const routes = createRoutes(
    operations.map((operation) => ({
      operation,
      read: prepareReader(operation, rules?.(operation), options),
      method: methodOf(services, operation),
    })),
    ({ operation }) => operation,
  );
  return async (request, response, next) => {
    const { path, query } = splitUrl(request.url);
    const found = routes.find(request.method ?? '', path);
    if (!found && next) return next();
    if (!found) return refuseUnknown(routes, request.method ?? '', path, response, options);
    await handleCall(found, query, request, response, options);
  };
}

function methodOf(services: object, { service, operation }: ServedOperation): Method {
  const owner: unknown = Reflect.get(services, service);
  const method: unknown = Reflect.get(Object(owner), operation);
  if (typeof method !== 'function') throw new Error(`no service implements ${operation}`);
  return method.bind(owner) as Method;
}

async function handleCall<Context>(
  { served, values }: FoundRoute<Served>,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions<Context>,
): Promise<void> {
  const { operation, public: isPublic, scopes } = served.operation;
  const name = operation as OperationName;
  const path: Record<string, string> = {};
  const call = {
    request,
    response,
    operation: name,
    public: isPublic,
    scopes,
    path,
    query: parseQuery(query),
  };
  const send = (result: OperationResponse): void => {
    if (options.write) options.write(result, response, call);
    else write(served.operation, result, response, request.method === 'HEAD');
  };
  try {
    for (const [parameter, text] of values) path[parameter] = decoded(text);
    const context = await options.context(call);
    if (!isPublic && !(await options.authorize?.(call, context))) throw new Refusal(401, 'Not allowed');
    const { step = runStep } = options;
    const input = await step('validate', () => served.read(call));
    const result = await step(operation, () => served.method(input, context));
    requireDeclared(served.operation, result);
    send(result);
  } catch (error) {
    if (!(error instanceof Refusal)) options.failed?.(error, call);
    send(await (options.refuse ?? refusalResponse)(error, response, call));
  }
}

function runStep<Result>(_name: string, run: () => Result): Result {
  return run();
}

const noQuery = new URLSearchParams();

function parseQuery(query: string): URLSearchParams {
  return query === '' ? noQuery : new URLSearchParams(query);
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  let value: string;
  try {
    value = decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'The path is not properly percent-encoded', [
      { path: 'path', message: 'has an invalid percent sign' },
    ]);
  }
  if (value.includes('\0'))
    throw new Refusal(400, 'The path contains a null character', [
      { path: 'path', message: 'contains a null character' },
    ]);
  return value;
}

/** An unknown path, or a method it does not support (RFC 9110, sections 15.5.5, 15.5.6 and 9.3.7). */
async function refuseUnknown<Context>(
  routes: Routes<Served>,
  method: string,
  path: string,
  response: ServerResponse,
  options: ServerOptions<Context>,
): Promise<void> {
  const allow = routes.allow(path);
  const headers = { Allow: allow };
  const error =
    allow === undefined
      ? new Refusal(404, 'Not found')
      : new Refusal(405, 'Method not allowed', [], { Allow: allow });
  const result =
    allow !== undefined && method === 'OPTIONS'
      ? { status: 204, headers }
      : await (options.refuse ?? refusalResponse)(error, response);
  if (options.write) options.write(result, response);
  else writeJson(result, response);
}

function requireDeclared({ operation, statuses }: ServedOperation, { status }: OperationResponse): void {
  if (statuses[status] !== undefined) return;
  throw new Error(`${operation} answered ${status}, which the contract does not declare`);
}

function write(
  operation: ServedOperation,
  result: OperationResponse,
  response: ServerResponse,
  bodiless: boolean,
): void {
  const json = operation.statuses[result.status];
  if (json === undefined) {
    writeJson(result, response);
    return;
  }
  const { body } = result;
  if (body === undefined) return void writeHead(result, response).end();
  const plain = body instanceof Uint8Array || (typeof body === 'string' && json === '');
  const type = result.contentType ?? (json || (plain ? 'application/octet-stream' : 'application/json'));
  const isText = typeof body === 'string' && !/json/.test(type);
  const bytes = plain || isText ? Buffer.from(body as Uint8Array | string) : Buffer.from(toJson(body));
  writeHead(result, response).setHeader('content-type', type).setHeader('content-length', bytes.length);
  response.end(bodiless ? undefined : bytes);
}

function writeJson(result: OperationResponse, response: ServerResponse): void {
  if (response.headersSent) return void response.end();
  writeHead(result, response);
  if (result.body === undefined) return void response.end();
  response.setHeader('content-type', 'application/json').end(toJson(result.body));
}

function writeHead({ status, headers = {} }: OperationResponse, response: ServerResponse): ServerResponse {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, String(value));
  }
  return response;
}

/** Errors of a request are explained; errors of the server are not. */
function refusalResponse(error: unknown): OperationResponse {
  const known = error instanceof Refusal ? error : new Refusal(500, 'Internal error');
  const { status, headers, message, mismatches } = known;
  return { status, headers, body: { error: message, misfits: mismatches } };
}

/** One violation by a value; the path names the field: `body.address.street`. */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
}

/** A request answered without calling a service. */
export class Refusal extends Error {
  readonly status: number;
  readonly mismatches: readonly Mismatch[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    mismatches: readonly Mismatch[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.mismatches = mismatches;
    this.headers = headers;
  }
}

export function refuseMismatches(mismatches: readonly Mismatch[]): void {
  if (mismatches.length > 0) throw new Refusal(400, 'The request does not fit the contract', mismatches);
}

/** A schema of the contract, as OpenAPI 3.0 writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One operation as the adapter needs it. */
export interface ServedOperation {
  readonly operation: string;
  readonly service: string;
  readonly method: string;
  /** Including the base path of the API. */
  readonly path: string;
  /** Another path of the operation. */
  readonly alias?: string;
  readonly public: boolean;
  readonly scopes: readonly string[];
  readonly parameters: readonly ServedParameter[];
  readonly bodies: readonly {
    readonly mediaType: string;
    readonly kind: string;
    /** The types of the fields of a form. */
    readonly fields?: Readonly<Record<string, string>>;
    /** Where this file has the rules. */
    readonly schema?: Schema;
  }[];
  readonly bodyRequired: boolean;
  /** The media type of JSON by status. */
  readonly statuses: Readonly<Record<number, string>>;
}

export interface ServedParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  /** Where this file has the rules. */
  readonly schema?: Schema;
}

/** The parameters of a request by location; header names in lower case. */
export type Parts = Readonly<Record<'path' | 'query' | 'headers', Readonly<Record<string, unknown>>>>;

/** Returns the mismatches of a request after its parameters and body were read; forms with files are not read yet. */
export type Check = (call: Call, parts: Parts, body: ReadBody | undefined) => readonly Mismatch[];

/** Reads and checks the request of an authorized call. */
export type ReadRequest = (
  call: Call,
) => Promise<Parts & { readonly body: unknown; readonly contentType?: string | undefined }>;

interface ReaderOptions {
  readonly bodyLimit?: number;
  readonly readBody?: (call: Call) => Promise<unknown>;
  readonly check?: Check;
}

/** Prepares everything that does not depend on the request. */
export function prepareReader(
  operation: ServedOperation,
  rules: Check | undefined,
  options: ReaderOptions,
): ReadRequest {
  const { bodies } = operation;
  const { readBody: own, check = rules, bodyLimit = 1_048_576 } = options;
  const of = (where: ServedParameter['in']) => operation.parameters.filter((one) => one.in === where);
  const [path, query, header] = [of('path'), of('query'), of('header')];
  const hasFiles = bodies.length === 1 && bodies[0]?.kind === 'multipart';
  const read = (call: Call): Promise<ReadBody | undefined> | undefined => {
    if (bodies.length === 0) return undefined;
    return own
      ? own(call).then((value) => bodyOf(value, bodies[0]))
      : readBody(operation, call.request, bodyLimit);
  };
  return async (call) => {
    const parts = {
      path: readPath(path, call.path),
      query: readQuery(query, call.query),
      headers: readHeaders(header, call.request),
    };
    const body = hasFiles ? undefined : await read(call);
    refuseMismatches(check?.(call, parts, body) ?? []);
    const form = hasFiles ? await read(call) : undefined;
    if (form && !options.check) refuseMismatches(rules?.(call, parts, form) ?? []);
    const { value, mediaType } = form ?? body ?? { value: undefined, mediaType: undefined };
    return { ...parts, ...(bodies.length > 1 && { contentType: mediaType }), body: value };
  };
}

function bodyOf(
  value: unknown,
  declared: ServedOperation['bodies'][number] | undefined,
): ReadBody | undefined {
  return value === undefined || !declared ? undefined : { ...declared, value };
}

function readPath(declared: readonly ServedParameter[], given: Readonly<Record<string, string>>): Values {
  const values: Values = {};
  for (const { name, type } of declared) values[name] = readValue(type, [given[name] ?? '']);
  return values;
}

function readQuery(declared: readonly ServedParameter[], given: URLSearchParams): Values {
  const values: Values = {};
  if (given.size === 0) return values;
  for (const { name, type } of declared) {
    const texts = given.getAll(name);
    if (texts.length > 1 && !type.endsWith('[]'))
      refuseMismatches([{ path: `query.${name}`, message: 'may be given once' }]);
    if (texts.some((text) => text.includes('\0')))
      refuseMismatches([{ path: `query.${name}`, message: 'contains a null character' }]);
    const value = readValue(type, texts);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readHeaders(declared: readonly ServedParameter[], { headers }: IncomingMessage): Values {
  const values: Values = {};
  for (const { name, type } of declared) {
    const key = name.toLowerCase();
    const value = readValue(type, [headers[key] ?? []].flat());
    if (value !== undefined) values[key] = value;
  }
  return values;
}

export function splitUrl(url = '/'): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

export interface ReadBody {
  readonly kind: string;
  readonly mediaType: string;
  readonly schema?: Schema;
  readonly value: unknown;
}

async function readBody(
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
  return { ...declared, value: await parseBody(declared, bytes, contentType) };
}

function fits(given: string, declared: string): boolean {
  const [type = '', subtype = ''] = (declared.split(';')[0] ?? '').split('/');
  return (type === '*' || given.startsWith(`${type}/`)) && (subtype === '*' || given.endsWith(`/${subtype}`));
}

/** A body already parsed by other middleware is used as is. */
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

async function parseBody(
  { kind, fields }: ServedOperation['bodies'][number],
  bytes: Buffer,
  contentType: string,
): Promise<unknown> {
  switch (kind) {
    case 'json': {
      const broken = Symbol('broken');
      const value = parseOr(bytes.toString('utf8'), broken);
      if (value === broken)
        throw new Refusal(400, 'The body is no valid JSON', [{ path: 'body', message: 'is no JSON' }]);
      return value;
    }
    case 'urlencoded':
      return readFields([...new URLSearchParams(bytes.toString('utf8'))], fields);
    case 'multipart':
      return readFields(await readForm(bytes, contentType), fields);
    default:
      return kind === 'text' ? bytes.toString('utf8') : new Uint8Array(bytes);
  }
}

export type Values = Record<string, unknown>;

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  '': true,
  false: false,
  '0': false,
};

/** A value that cannot be converted stays text, and is then a mismatch. */
export function readValue(type: string, texts: readonly string[]): unknown {
  const [first] = texts;
  if (first === undefined) return undefined;
  if (type.endsWith('[]')) return texts.map((text) => readValue(type.slice(0, -2), [text]));
  if (type === 'boolean') return flags[first] ?? first;
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(first))
    return Number(first);
  return type === 'json' ? parseOr(first, first) : first;
}

export function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Files are `{ filename, mediaType, bytes }`. */
export async function readForm(bytes: Buffer, contentType: string): Promise<[string, unknown][]> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) throw new Refusal(400, 'The form cannot be read', [{ path: 'body', message: 'is no form' }]);
  const entries: [string, string | File][] = [];
  form.forEach((entry, name) => void entries.push([name, entry]));
  return Promise.all(
    entries.map(async ([name, entry]): Promise<[string, unknown]> => {
      if (typeof entry === 'string') return [name, entry];
      const content = new Uint8Array(await entry.arrayBuffer());
      return [name, { filename: entry.name, mediaType: entry.type, bytes: content }];
    }),
  );
}

/** A repeated name is a list. */
export function readFields(
  entries: readonly [string, unknown][],
  types: Readonly<Record<string, string>> = {},
): Values {
  const lists = new Map<string, unknown[]>();
  for (const [name, entry] of entries) lists.set(name, [...(lists.get(name) ?? []), entry]);
  return Object.fromEntries(
    [...lists].map(([name, list]) => {
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      return [name, readField(name, type, list)];
    }),
  );
}

function readField(name: string, type: string | undefined, list: readonly unknown[]): unknown {
  const [only, ...others] = list.map((entry) => {
    const isText = typeof entry === 'string';
    if (type && !type.startsWith('any') && isText === type.startsWith('file'))
      refuseMismatches([{ path: `body.${name}`, message: isText ? 'must be a file' : 'must be no file' }]);
    return isText ? readValue((type ?? 'string').replace('[]', ''), [entry]) : entry;
  });
  return others.length === 0 && !type?.endsWith('[]') ? only : [only, ...others];
}

/** A path and method of the contract. */
interface Route {
  readonly method: string;
  readonly path: string;
  /** Another path of the operation. */
  readonly alias?: string;
}

export interface FoundRoute<Served> {
  readonly served: Served;
  /** The parameters of the path by name, still percent-encoded. */
  readonly values: readonly (readonly [name: string, text: string])[];
}

export interface Routes<Served> {
  /**
   * @param method in upper case; HEAD also matches GET
   * @param path as sent, without the query; repeated and trailing slashes are ignored
   */
  find(method: string, path: string): FoundRoute<Served> | undefined;
  /** The value of `Allow` for a path; undefined if the path is not in the contract. */
  allow(path: string): string | undefined;
}

/** A node in the tree of path segments. */
interface Place<Served> {
  readonly literals: Map<string, Place<Served>>;
  /** Segments with parameters: first those with text, such as `{id}.json`, then plain parameters. */
  readonly open: Map<string, { readonly pattern: RegExp | undefined; readonly place: Place<Served> }>;
  readonly methods: Map<string, { readonly served: Served; readonly names: readonly string[] }>;
}

/**
 * The paths of a contract as a tree, built once. Text takes precedence over parameters: `/users/me` does not match
 * `/users/{id}` if it has the method. A path is split before it is decoded: `%2F` in a segment is data.
 */
export function createRoutes<Served>(
  all: readonly Served[],
  routeOf: (served: Served) => Route,
): Routes<Served> {
  const root = newPlace<Served>();
  for (const served of all) {
    const { method, path, alias } = routeOf(served);
    for (const each of alias === undefined ? [path] : [path, alias]) {
      const names = [...each.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
      const place = segmentsOf(encoded(each)).reduce(below, root);
      place.methods.set(method.toUpperCase(), { served, names });
    }
  }
  return {
    find(method, path) {
      const texts: string[] = [];
      const found = search(root, segmentsOf(path), 0, method === 'HEAD' ? ['HEAD', 'GET'] : [method], texts);
      return (
        found && { served: found.served, values: found.names.map((name, at) => [name, texts[at] ?? '']) }
      );
    },
    allow(path) {
      const methods = methodsAt(root, segmentsOf(path), 0);
      if (methods.includes('GET')) methods.push('HEAD');
      return methods.length === 0 ? undefined : [...new Set([...methods, 'OPTIONS'])].join(', ');
    },
  };
}

function newPlace<Served>(): Place<Served> {
  return { literals: new Map(), open: new Map(), methods: new Map() };
}

/** A path as it is sent. */
function encoded(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function below<Served>(place: Place<Served>, segment: string): Place<Served> {
  if (!segment.includes('{')) {
    const found = place.literals.get(segment) ?? newPlace<Served>();
    place.literals.set(segment, found);
    return found;
  }
  const key = segment.replace(/\{[^}]*\}/g, '{}');
  const known = place.open.get(key);
  if (known) return known.place;
  const made = { pattern: key === '{}' ? undefined : segmentPattern(segment), place: newPlace<Served>() };
  const sorted = [...place.open, [key, made] as const].sort(([a], [b]) => order(a) - order(b));
  place.open.clear();
  for (const [each, step] of sorted) place.open.set(each, step);
  return made.place;
}

/** Segments with more text come first. */
function order(key: string): number {
  return -key.replaceAll('{}', '').length;
}

/** `{id}.json` as a pattern. */
function segmentPattern(segment: string): RegExp {
  const parts = segment.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`);
}

/** @param texts receives the values of the path parameters */
function search<Served>(
  place: Place<Served>,
  segments: readonly string[],
  depth: number,
  methods: readonly string[],
  texts: string[],
): { readonly served: Served; readonly names: readonly string[] } | undefined {
  const segment = segments[depth];
  if (segment === undefined) {
    for (const method of methods) if (place.methods.has(method)) return place.methods.get(method);
    return undefined;
  }
  const literal = place.literals.get(segment);
  const straight = literal && search(literal, segments, depth + 1, methods, texts);
  if (straight) return straight;
  for (const { pattern, place: next } of place.open.values()) {
    const parts = pattern ? pattern.exec(segment)?.slice(1) : [segment];
    if (!parts) continue;
    const before = texts.length;
    texts.push(...parts);
    const found = search(next, segments, depth + 1, methods, texts);
    if (found) return found;
    texts.length = before;
  }
  return undefined;
}

function methodsAt<Served>(place: Place<Served>, segments: readonly string[], depth: number): string[] {
  const segment = segments[depth];
  if (segment === undefined) return [...place.methods.keys()];
  const literal = place.literals.get(segment);
  const open = [...place.open.values()].filter(
    ({ pattern }) => pattern === undefined || pattern.test(segment),
  );
  return [...(literal ? [literal] : []), ...open.map(({ place: next }) => next)].flatMap((next) =>
    methodsAt(next, segments, depth + 1),
  );
}

/** JSON in which a bigint is a number with all its digits; everything else is as with `JSON.stringify`. */
export function toJson(value: unknown): string {
  // Random, so that no text can be mistaken for a number.
  let mark = '';
  const text = JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    mark ||= `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`;
    return mark + member;
  });
  return mark === '' ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}

/** The rules of the contract for an operation, evaluated for each request. */
export function rulesOf({ parameters }: ServedOperation, schemas: Readonly<Record<string, Schema>>): Check {
  return (_call, parts, body) => [
    ...parameters.flatMap((parameter) => checkParameter(parameter, parts, schemas)),
    ...(body ? validate(body.schema ?? {}, body.value, 'body', schemas) : []),
  ];
}

function checkParameter(
  { in: where, name, required, schema = {} }: ServedParameter,
  parts: Parts,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const key = where === 'header' ? name.toLowerCase() : name;
  const value = parts[where === 'header' ? 'headers' : where][key];
  const path = `${where}.${name}`;
  if (value === undefined) return required ? [{ path, message: 'is missing' }] : [];
  return validate(schema, value, path, schemas);
}

/** @returns nothing if the value is valid */
export function validate(
  schema: Schema,
  value: unknown,
  path: string,
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] {
  const mismatch = (message: string): Mismatch[] => [{ path, message }];
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
      ...(optionMeant(schema, options, value, path, failures, schemas) ??
        mismatch('fits none of the allowed types')),
    ];
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return [
      ...all,
      ...mismatch(`must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`),
    ];
  }
  return [...all, ...ofType(schema, value, path, schemas)];
}

/** @returns what is wrong by the only option, or by the one that the discriminator names */
function optionMeant(
  { discriminator }: Schema,
  options: readonly Schema[],
  value: unknown,
  path: string,
  failures: readonly Mismatch[][],
  schemas: Readonly<Record<string, Schema>>,
): Mismatch[] | undefined {
  if (failures.length === 1) return failures[0];
  if (!isRecord(discriminator) || !isRecord(discriminator.mapping) || !isRecord(value)) return undefined;
  const { propertyName, mapping } = discriminator;
  const name = String(propertyName);
  const kinds = Object.keys(mapping);
  const kind = kinds.find((one) => one === value[name]);
  if (kind !== undefined) {
    // It may be below one of the options.
    const found = validate({ $ref: mapping[kind] }, value, path, schemas);
    return found.length > 0 ? found : undefined;
  }
  const ofBase = failures[options.findIndex(({ $ref }) => $ref === undefined)];
  if (ofBase?.every((failure) => failure.path !== `${path}.${name}`)) return ofBase;
  const known = kinds.map((one) => JSON.stringify(one)).join(', ');
  return [{ path: `${path}.${name}`, message: `must be one of ${known}` }];
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
): Mismatch[] {
  const mismatch = (message: string): Mismatch[] => [{ path, message }];
  switch (schema.type) {
    case 'string':
      if (value instanceof Uint8Array)
        return limits(schema, value.length, 'x-minBytes', 'x-maxBytes', 'bytes').flatMap(mismatch);
      return typeof value === 'string'
        ? textRules(schema, value).flatMap(mismatch)
        : mismatch('must be a string');
    case 'number':
      return typeof value === 'number'
        ? numberRules(schema, value).flatMap(mismatch)
        : mismatch('must be a number');
    case 'integer':
      return Number.isInteger(value)
        ? numberRules(schema, Number(value)).flatMap(mismatch)
        : mismatch('must be a whole number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : mismatch('must be true or false');
    case 'array':
      return Array.isArray(value) ? ofItems(schema, value, path, schemas) : mismatch('must be a list');
    case 'object':
      return isRecord(value) ? ofMembers(schema, value, path, schemas) : mismatch('must be an object');
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
  return [
    ...limits(schema, [...value].length, 'minLength', 'maxLength', 'characters'),
    ...(typeof pattern === 'string' && !patternOf(pattern).test(value) ? [`must match ${pattern}`] : []),
    ...(format === 'date' && !isDay(value) ? ['must be a date such as 2020-02-29'] : []),
    ...(format === 'date-time' && !isMoment(value) ? ['must be a time such as 2020-02-29T12:00:00Z'] : []),
  ];
}

/** With Unicode properties such as `\p{L}`, unless that makes the pattern invalid. */
export function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** `Date` takes February 30 for March 1. */
function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).getUTCDate() === Number(value.slice(8));
}

function isMoment(value: string): boolean {
  const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  return moment.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
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
): Mismatch[] {
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
): Mismatch[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(
    isRecord(schema['x-patternProperties']) ? schema['x-patternProperties'] : {},
  );
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const missing = listOf(schema.required)
    .map(String)
    .filter((name) => !names.includes(name));
  const members = names.flatMap((name) => {
    const matching = patterns.filter(([pattern]) => patternOf(pattern).test(name)).map(([, one]) => one);
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
      "204": "",
      "401": ""
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
        "fields": {
          "file": "file",
          "label": "string"
        },
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
