import { toJson } from './json-runtime.ts';

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

export async function send<Result>(options: ClientOptions, call: Call, parts: Parts): Promise<Result> {
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
