import type { IncomingMessage } from 'node:http';
import { type Misfit, type Schema, validate } from './validate-runtime.ts';

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
