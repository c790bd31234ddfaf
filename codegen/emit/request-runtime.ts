import type { IncomingMessage } from 'node:http';
import { parseOr, readFields, readForm, readValue, type Values } from './form-runtime.ts';
import { type Mismatch, Refusal, refuseMismatches } from './refusal-runtime.ts';
import type { Call } from './server-runtime.ts';

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
