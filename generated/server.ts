// Generated from api.raml by "make generate". Do not edit.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationName, Services } from './services.ts';

/** Handles the requests of the contract with these services; for node:http and as Express middleware. */
export function createHandler<Context>(services: Services<Context>, options: ServerOptions<Context> & { readonly check: Check }): Handler {
  return serve(operations, undefined, services, options);
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

const operations: readonly ServedOperation[] = [
  {"operation":"createUser","service":"users","method":"post","path":"/api/users","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","409":"application/json","413":"application/json"},"parameters":[],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getAvatarImage","service":"userAvatars","method":"get","path":"/api/users/avatar/img/{hash}","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"","206":"","304":"","400":"application/json","404":"application/json","416":"application/json"},"parameters":[{"in":"path","name":"hash","required":true,"type":"string"},{"in":"header","name":"If-None-Match","required":false,"type":"string"},{"in":"header","name":"Range","required":false,"type":"string"},{"in":"header","name":"If-Range","required":false,"type":"string"}],"bodies":[]},
  {"operation":"lookupIyoID","service":"userIdentifiers","method":"get","path":"/api/users/identifiers/{identifier}","public":false,"scopes":["user:admin","user:info","organization:owner","organization:member"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"identifier","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUser","service":"users","method":"get","path":"/api/users/{username}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateUserName","service":"users","method":"put","path":"/api/users/{username}/name","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updatePassword","service":"users","method":"put","path":"/api/users/{username}/password","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","413":"application/json","422":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getEmailAddresses","service":"userEmailAddresses","method":"get","path":"/api/users/{username}/emailaddresses","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"query","name":"validated","required":false,"type":"boolean"}],"bodies":[]},
  {"operation":"registerNewEmailAddress","service":"userEmailAddresses","method":"post","path":"/api/users/{username}/emailaddresses","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"query","name":"lang","required":false,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateEmailAddress","service":"userEmailAddresses","method":"put","path":"/api/users/{username}/emailaddresses/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","412":"application/json","413":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"},{"in":"query","name":"lang","required":false,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteEmailAddress","service":"userEmailAddresses","method":"delete","path":"/api/users/{username}/emailaddresses/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"validateEmailAddress","service":"userEmailAddresses","method":"post","path":"/api/users/{username}/emailaddresses/{label}/validate","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"},{"in":"query","name":"lang","required":false,"type":"string"}],"bodies":[]},
  {"operation":"addApiKey","service":"userApiKeys","method":"post","path":"/api/users/{username}/apikeys","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"listAPIKeys","service":"userApiKeys","method":"get","path":"/api/users/{username}/apikeys","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateAPIkey","service":"userApiKeys","method":"put","path":"/api/users/{username}/apikeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getAPIkey","service":"userApiKeys","method":"get","path":"/api/users/{username}/apikeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteAPIkey","service":"userApiKeys","method":"delete","path":"/api/users/{username}/apikeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getAvatars","service":"userAvatars","method":"get","path":"/api/users/{username}/avatar","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createAvatarFromLink","service":"userAvatars","method":"post","path":"/api/users/{username}/avatar","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"createAvatarFromImage","service":"userAvatars","method":"post","path":"/api/users/{username}/avatar/img/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"multipart/form-data","kind":"multipart","fields":{"file":"file"}}]},
  {"operation":"updateAvatarLink","service":"userAvatars","method":"put","path":"/api/users/{username}/avatar/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteAvatar","service":"userAvatars","method":"delete","path":"/api/users/{username}/avatar/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateAvatarFile","service":"userAvatars","method":"put","path":"/api/users/{username}/avatar/{label}/to/{newlabel}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"},{"in":"path","name":"newlabel","required":true,"type":"string"}],"bodies":[{"mediaType":"multipart/form-data","kind":"multipart","fields":{"file":"file"}}]},
  {"operation":"addUserRegistryEntry","service":"userRegistry","method":"post","path":"/api/users/{username}/registry","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"listUserRegistry","service":"userRegistry","method":"get","path":"/api/users/{username}/registry","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteUserRegistryEntry","service":"userRegistry","method":"delete","path":"/api/users/{username}/registry/{key}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"key","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserRegistryEntry","service":"userRegistry","method":"get","path":"/api/users/{username}/registry/{key}","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"key","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteGithubAccount","service":"userLinkedAccounts","method":"delete","path":"/api/users/{username}/github","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteFacebookAccount","service":"userLinkedAccounts","method":"delete","path":"/api/users/{username}/facebook","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getTwoFAMethods","service":"userTwoFactor","method":"get","path":"/api/users/{username}/twofamethods","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getTOTPSecret","service":"userTwoFactor","method":"get","path":"/api/users/{username}/totp","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"setupTOTP","service":"userTwoFactor","method":"post","path":"/api/users/{username}/totp","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","413":"application/json","422":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"removeTOTP","service":"userTwoFactor","method":"delete","path":"/api/users/{username}/totp","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserInformation","service":"userInformation","method":"get","path":"/api/users/{username}/info","public":false,"scopes":["user:info","user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserAddresses","service":"userAddresses","method":"get","path":"/api/users/{username}/addresses","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"registerNewUserAddress","service":"userAddresses","method":"post","path":"/api/users/{username}/addresses","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getUserAddressByLabel","service":"userAddresses","method":"get","path":"/api/users/{username}/addresses/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateUserAddress","service":"userAddresses","method":"put","path":"/api/users/{username}/addresses/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteUserAddress","service":"userAddresses","method":"delete","path":"/api/users/{username}/addresses/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getDigitalWallet","service":"userDigitalWallet","method":"get","path":"/api/users/{username}/digitalwallet","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"registerNewDigitalAssetAddress","service":"userDigitalWallet","method":"post","path":"/api/users/{username}/digitalwallet","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getDigitalAssetAddressByLabel","service":"userDigitalWallet","method":"get","path":"/api/users/{username}/digitalwallet/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateDigitalAssetAddress","service":"userDigitalWallet","method":"put","path":"/api/users/{username}/digitalwallet/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteDigitalAssetAddress","service":"userDigitalWallet","method":"delete","path":"/api/users/{username}/digitalwallet/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserPhoneNumbers","service":"userPhoneNumbers","method":"get","path":"/api/users/{username}/phonenumbers","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"query","name":"validated","required":false,"type":"boolean"}],"bodies":[]},
  {"operation":"registerNewUserPhonenumber","service":"userPhoneNumbers","method":"post","path":"/api/users/{username}/phonenumbers","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getUserPhonenumberByLabel","service":"userPhoneNumbers","method":"get","path":"/api/users/{username}/phonenumbers/{label}","public":false,"scopes":["user:admin","user:phone:{label}","user:phone:{label}:write"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateUserPhonenumber","service":"userPhoneNumbers","method":"put","path":"/api/users/{username}/phonenumbers/{label}","public":false,"scopes":["user:admin","user:phone:{label}:write"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteUserPhonenumber","service":"userPhoneNumbers","method":"delete","path":"/api/users/{username}/phonenumbers/{label}","public":false,"scopes":["user:admin","user:phone:{label}:write"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"},{"in":"query","name":"force","required":false,"type":"string"}],"bodies":[]},
  {"operation":"validatePhonenumber","service":"userPhoneNumbers","method":"post","path":"/api/users/{username}/phonenumbers/{label}/validate","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"},{"in":"query","name":"lang","required":false,"type":"string"}],"bodies":[]},
  {"operation":"verifyPhoneNumber","service":"userPhoneNumbers","method":"put","path":"/api/users/{username}/phonenumbers/{label}/validate","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"createUserBankAccount","service":"userBankAccounts","method":"post","path":"/api/users/{username}/banks","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getUserBankAccounts","service":"userBankAccounts","method":"get","path":"/api/users/{username}/banks","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserBankAccountByLabel","service":"userBankAccounts","method":"get","path":"/api/users/{username}/banks/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateUserBankAccount","service":"userBankAccounts","method":"put","path":"/api/users/{username}/banks/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteUserBankAccount","service":"userBankAccounts","method":"delete","path":"/api/users/{username}/banks/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getNotifications","service":"userNotifications","method":"get","path":"/api/users/{username}/notifications","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserContracts","service":"userContracts","method":"get","path":"/api/users/{username}/contracts","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"query","name":"includeExpired","required":false,"type":"boolean"},{"in":"query","name":"start","required":false,"type":"integer"},{"in":"query","name":"max","required":false,"type":"integer"}],"bodies":[]},
  {"operation":"createUserContract","service":"userContracts","method":"post","path":"/api/users/{username}/contracts","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getAllAuthorizations","service":"userAuthorizations","method":"get","path":"/api/users/{username}/authorizations","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getAuthorization","service":"userAuthorizations","method":"get","path":"/api/users/{username}/authorizations/{grantedTo}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"grantedTo","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteAuthorization","service":"userAuthorizations","method":"delete","path":"/api/users/{username}/authorizations/{grantedTo}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"grantedTo","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateAuthorization","service":"userAuthorizations","method":"put","path":"/api/users/{username}/authorizations/{grantedTo}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"grantedTo","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"listIyoIds","service":"userIdentifiers","method":"get","path":"/api/users/{username}/identifiers","public":false,"scopes":["user:admin","user:info"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"generateIyoID","service":"userIdentifiers","method":"post","path":"/api/users/{username}/identifiers","public":false,"scopes":["user:admin","user:info"],"bodyRequired":false,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserOrganizations","service":"userOrganizations","method":"get","path":"/api/users/{username}/organizations","public":false,"scopes":["user:admin","user:organizations:{globalid}"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"leaveOrganization","service":"userOrganizations","method":"delete","path":"/api/users/{username}/organizations/{globalid}/leave","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"acceptMembership","service":"userOrganizations","method":"post","path":"/api/users/{username}/organizations/{globalid}/roles/{role}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"role","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"rejectMembership","service":"userOrganizations","method":"delete","path":"/api/users/{username}/organizations/{globalid}/roles/{role}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"role","required":true,"type":"string"}],"bodies":[]},
  {"operation":"listPublicKeys","service":"userPublicKeys","method":"get","path":"/api/users/{username}/publickeys","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"addPublicKey","service":"userPublicKeys","method":"post","path":"/api/users/{username}/publickeys","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getPublicKey","service":"userPublicKeys","method":"get","path":"/api/users/{username}/publickeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updatePublicKey","service":"userPublicKeys","method":"put","path":"/api/users/{username}/publickeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deletePublicKey","service":"userPublicKeys","method":"delete","path":"/api/users/{username}/publickeys/{label}","public":false,"scopes":["user:admin"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getKeyStore","service":"userKeystore","method":"get","path":"/api/users/{username}/keystore","public":false,"scopes":["user:keystore"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"saveKeyStoreKey","service":"userKeystore","method":"post","path":"/api/users/{username}/keystore","public":false,"scopes":["user:keystore"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getKeyStoreKey","service":"userKeystore","method":"get","path":"/api/users/{username}/keystore/{label}","public":false,"scopes":["user:keystore"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getSeeObjects","service":"userSee","method":"get","path":"/api/users/{username}/see","public":false,"scopes":["user:admin","user:see"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"query","name":"globalid","required":false,"type":"string"}],"bodies":[]},
  {"operation":"createSeeObject","service":"userSee","method":"post","path":"/api/users/{username}/see","public":false,"scopes":["user:see"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","412":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getSeeObject","service":"userSee","method":"get","path":"/api/users/{username}/see/{uniqueid}/{globalid}","public":false,"scopes":["user:admin","user:see"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"uniqueid","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"query","name":"version","required":false,"type":"integer"}],"bodies":[]},
  {"operation":"updateSeeObject","service":"userSee","method":"put","path":"/api/users/{username}/see/{uniqueid}/{globalid}","public":false,"scopes":["user:see"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","412":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"uniqueid","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"signSeeObject","service":"userSee","method":"put","path":"/api/users/{username}/see/{uniqueid}/{globalid}/sign/{version}","public":false,"scopes":["user:see"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","412":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"uniqueid","required":true,"type":"string"},{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"version","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"createNewOrganization","service":"organizations","method":"post","path":"/api/organizations","public":false,"scopes":["user:admin"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getOrganization","service":"organizations","method":"get","path":"/api/organizations/{globalid}","public":false,"scopes":["organization:owner","organization:member"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createNewSubOrganization","service":"organizations","method":"post","path":"/api/organizations/{globalid}","alias":"/api/organizations/{globalid}/suborganizations","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteOrganization","service":"organizations","method":"delete","path":"/api/organizations/{globalid}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"setDescription","service":"organizationDescriptions","method":"post","path":"/api/organizations/{globalid}/description","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateDescription","service":"organizationDescriptions","method":"put","path":"/api/organizations/{globalid}/description","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getDescription","service":"organizationDescriptions","method":"get","path":"/api/organizations/{globalid}/description/{langkey}","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"langkey","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteDescription","service":"organizationDescriptions","method":"delete","path":"/api/organizations/{globalid}/description/{langkey}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"langkey","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getDescriptionWithFallback","service":"organizationDescriptions","method":"get","path":"/api/organizations/{globalid}/description/{langkey}/withfallback","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"langkey","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationLogo","service":"organizationLogo","method":"get","path":"/api/organizations/{globalid}/logo","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"setOrganizationLogo","service":"organizationLogo","method":"put","path":"/api/organizations/{globalid}/logo","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteOrganizationLogo","service":"organizationLogo","method":"delete","path":"/api/organizations/{globalid}/logo","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"get2faValidityTime","service":"organizationTwoFactor","method":"get","path":"/api/organizations/{globalid}/2fa/validity","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"set2faValidityTime","service":"organizationTwoFactor","method":"put","path":"/api/organizations/{globalid}/2fa/validity","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"setOrgMember","service":"organizationLinks","method":"post","path":"/api/organizations/{globalid}/orgmembers","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateOrganizationOrgMemberShip","service":"organizationLinks","method":"put","path":"/api/organizations/{globalid}/orgmembers","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"addIncludeSubOrgsOf","service":"organizationLinks","method":"post","path":"/api/organizations/{globalid}/orgmembers/includesuborgs","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"removeIncludeSubOrgsOf","service":"organizationLinks","method":"delete","path":"/api/organizations/{globalid}/orgmembers/includesuborgs/{orgmember}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"orgmember","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteOrgMember","service":"organizationLinks","method":"delete","path":"/api/organizations/{globalid}/orgmembers/{globalid2}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"globalid2","required":true,"type":"string"}],"bodies":[]},
  {"operation":"setOrgOwner","service":"organizationLinks","method":"post","path":"/api/organizations/{globalid}/orgowners","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteOrgOwner","service":"organizationLinks","method":"delete","path":"/api/organizations/{globalid}/orgowners/{globalid2}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"globalid2","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationUsers","service":"organizationMembers","method":"get","path":"/api/organizations/{globalid}/users","public":false,"scopes":["organization:owner","organization:member"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"userIsMember","service":"organizationMembers","method":"get","path":"/api/organizations/{globalid}/users/ismember/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"acceptOrganizationInvite","service":"organizationInvitations","method":"post","path":"/api/organizations/{globalid}/organizations/{invitingorg}/roles/{role}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"invitingorg","required":true,"type":"string"},{"in":"path","name":"role","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"rejectOrganizationInvite","service":"organizationInvitations","method":"delete","path":"/api/organizations/{globalid}/organizations/{invitingorg}/roles/{role}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"invitingorg","required":true,"type":"string"},{"in":"path","name":"role","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateOrganizationMemberShip","service":"organizationMembers","method":"put","path":"/api/organizations/{globalid}/members","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"addOrganizationMember","service":"organizationMembers","method":"post","path":"/api/organizations/{globalid}/members","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"query","name":"invitenotification","required":false,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"removeOrganizationMember","service":"organizationMembers","method":"delete","path":"/api/organizations/{globalid}/members/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"addOrganizationOwner","service":"organizationMembers","method":"post","path":"/api/organizations/{globalid}/owners","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"query","name":"invitenotification","required":false,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"removeOrganizationOwner","service":"organizationMembers","method":"delete","path":"/api/organizations/{globalid}/owners/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationContracts","service":"organizationContracts","method":"get","path":"/api/organizations/{globalid}/contracts","public":false,"scopes":["organization:owner","organization:contracts:read"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"query","name":"includeExpired","required":false,"type":"boolean"},{"in":"query","name":"start","required":false,"type":"integer"},{"in":"query","name":"max","required":false,"type":"integer"}],"bodies":[]},
  {"operation":"createOrganizationContracty","service":"organizationContracts","method":"post","path":"/api/organizations/{globalid}/contracts","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getInvitations","service":"organizationInvitations","method":"get","path":"/api/organizations/{globalid}/invitations","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"query","name":"status","required":false,"type":"string"}],"bodies":[]},
  {"operation":"removePendingOrganizationInvitation","service":"organizationInvitations","method":"delete","path":"/api/organizations/{globalid}/invitations/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationAPIKeyLabels","service":"organizationApiKeys","method":"get","path":"/api/organizations/{globalid}/apikeys","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createNewOrganizationAPIKey","service":"organizationApiKeys","method":"post","path":"/api/organizations/{globalid}/apikeys","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getOrganizationAPIKey","service":"organizationApiKeys","method":"get","path":"/api/organizations/{globalid}/apikeys/{label}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateOrganizationAPIKey","service":"organizationApiKeys","method":"put","path":"/api/organizations/{globalid}/apikeys/{label}","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteOrganizationAPIKey","service":"organizationApiKeys","method":"delete","path":"/api/organizations/{globalid}/apikeys/{label}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"label","required":true,"type":"string"}],"bodies":[]},
  {"operation":"addOrganizationRegistryEntry","service":"organizationRegistry","method":"post","path":"/api/organizations/{globalid}/registry","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"listOrganizationRegistry","service":"organizationRegistry","method":"get","path":"/api/organizations/{globalid}/registry","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteOrganizationRegistryEntry","service":"organizationRegistry","method":"delete","path":"/api/organizations/{globalid}/registry/{key}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"key","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationRegistryEntry","service":"organizationRegistry","method":"get","path":"/api/organizations/{globalid}/registry/{key}","public":true,"scopes":[],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"key","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createOrganizationDns","service":"organizationDns","method":"post","path":"/api/organizations/{globalid}/dns","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateOrganizationDns","service":"organizationDns","method":"put","path":"/api/organizations/{globalid}/dns/{dnsname}","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"dnsname","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteOrganizationDns","service":"organizationDns","method":"delete","path":"/api/organizations/{globalid}/dns/{dnsname}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"dnsname","required":true,"type":"string"}],"bodies":[]},
  {"operation":"proveOrganizationDns","service":"organizationDns","method":"post","path":"/api/organizations/{globalid}/dns/{dnsname}/proof","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","412":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"dnsname","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createUserGrant","service":"organizationGrants","method":"post","path":"/api/organizations/{globalid}/grants","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateUserGrant","service":"organizationGrants","method":"put","path":"/api/organizations/{globalid}/grants","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"listUsersWithGrant","service":"organizationGrants","method":"get","path":"/api/organizations/{globalid}/grants/havegrant/{grant}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"grant","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getUserGrants","service":"organizationGrants","method":"get","path":"/api/organizations/{globalid}/grants/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteAllUserGrants","service":"organizationGrants","method":"delete","path":"/api/organizations/{globalid}/grants/{username}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"}],"bodies":[]},
  {"operation":"deleteUserGrant","service":"organizationGrants","method":"delete","path":"/api/organizations/{globalid}/grants/{username}/{grant}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"username","required":true,"type":"string"},{"in":"path","name":"grant","required":true,"type":"string"}],"bodies":[]},
  {"operation":"getOrganizationTree","service":"organizations","method":"get","path":"/api/organizations/{globalid}/tree","public":false,"scopes":["organization:owner","organization:member"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"addRequiredScope","service":"organizationRequiredScopes","method":"post","path":"/api/organizations/{globalid}/requiredscopes","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"updateRequiredScope","service":"organizationRequiredScopes","method":"put","path":"/api/organizations/{globalid}/requiredscopes/{requiredscope}","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"requiredscope","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteRequiredScope","service":"organizationRequiredScopes","method":"delete","path":"/api/organizations/{globalid}/requiredscopes/{requiredscope}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"requiredscope","required":true,"type":"string"}],"bodies":[]},
  {"operation":"listWebhooks","service":"organizationWebhooks","method":"get","path":"/api/organizations/{globalid}/webhooks","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"createWebhook","service":"organizationWebhooks","method":"post","path":"/api/organizations/{globalid}/webhooks","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json","422":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"getWebhook","service":"organizationWebhooks","method":"get","path":"/api/organizations/{globalid}/webhooks/{webhookid}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"updateWebhook","service":"organizationWebhooks","method":"put","path":"/api/organizations/{globalid}/webhooks/{webhookid}","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"deleteWebhook","service":"organizationWebhooks","method":"delete","path":"/api/organizations/{globalid}/webhooks/{webhookid}","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"204":"","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"rotateWebhookSecret","service":"organizationWebhooks","method":"post","path":"/api/organizations/{globalid}/webhooks/{webhookid}/secret","public":false,"scopes":["organization:owner"],"bodyRequired":true,"statuses":{"201":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","413":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"}],"bodies":[{"mediaType":"application/json","kind":"json"}]},
  {"operation":"testWebhook","service":"organizationWebhooks","method":"post","path":"/api/organizations/{globalid}/webhooks/{webhookid}/test","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"202":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"}],"bodies":[]},
  {"operation":"listWebhookDeliveries","service":"organizationWebhooks","method":"get","path":"/api/organizations/{globalid}/webhooks/{webhookid}/deliveries","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"200":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"},{"in":"query","name":"status","required":false,"type":"string"},{"in":"query","name":"start","required":false,"type":"integer"},{"in":"query","name":"max","required":false,"type":"integer"}],"bodies":[]},
  {"operation":"resendWebhookDelivery","service":"organizationWebhooks","method":"post","path":"/api/organizations/{globalid}/webhooks/{webhookid}/deliveries/{deliveryid}/resend","public":false,"scopes":["organization:owner"],"bodyRequired":false,"statuses":{"202":"application/json","400":"application/json","401":"application/json","403":"application/json","404":"application/json","409":"application/json","429":"application/json"},"parameters":[{"in":"path","name":"globalid","required":true,"type":"string"},{"in":"path","name":"webhookid","required":true,"type":"string"},{"in":"path","name":"deliveryid","required":true,"type":"string"}],"bodies":[]},
];
