// Generated from api.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface Client {
  /** GET /notes — Lists the notes. */
  listNotes(request?: Partial<O.ListNotesRequest>): Promise<O.ListNotesResponse>;
  /** PUT /notes/{label} */
  putNote(request: Given<O.PutNoteRequest, 'path' | 'body'>): Promise<O.PutNoteResponse>;
  /** PATCH /notes/{label} */
  countNote(request: Given<O.CountNoteRequest, 'path' | 'body'>): Promise<O.CountNoteResponse>;
  /** POST /notes/{label} */
  touchNote(request: Given<O.TouchNoteRequest, 'path' | 'query'>): Promise<O.TouchNoteResponse>;
  /** GET /notes/{label}/picture */
  getPicture(request: Given<O.GetPictureRequest, 'path'>): Promise<O.GetPictureResponse>;
  /** POST /notes/{label}/picture */
  addPicture(request: Given<O.AddPictureRequest, 'path' | 'body'>): Promise<O.AddPictureResponse>;
}

/**
 * Every method sends one request and returns what the contract declares for its status.
 * @throws UndeclaredStatus, and whatever `fetch` throws when there is no answer
 */
export function createClient(options: ClientOptions): Client {
  return {
    listNotes: (request = {}) => send(options, calls.listNotes, request),
    putNote: (request) => send(options, calls.putNote, request),
    countNote: (request) => send(options, calls.countNote, request),
    touchNote: (request) => send(options, calls.touchNote, request),
    getPicture: (request) => send(options, calls.getPicture, request),
    addPicture: (request) => send(options, calls.addPicture, request),
  };
}

const calls = {
  listNotes: { operation: 'listNotes', method: 'GET', path: '/notes', answers: { 200: { json: true } } },
  putNote: {
    operation: 'putNote',
    method: 'PUT',
    path: '/notes/{label}',
    body: 'json',
    answers: {
      200: { json: true, headers: { Age: 'number', ETag: 'string', 'X-Left': 'number' } },
      204: {},
      409: { json: true },
    },
  },
  countNote: {
    operation: 'countNote',
    method: 'PATCH',
    path: '/notes/{label}',
    body: 'json',
    answers: { 200: { json: true } },
  },
  touchNote: {
    operation: 'touchNote',
    method: 'POST',
    path: '/notes/{label}',
    body: 'json',
    answers: { 204: {} },
  },
  getPicture: {
    operation: 'getPicture',
    method: 'GET',
    path: '/notes/{label}/picture',
    answers: { 200: { bytes: true }, 404: { json: true } },
  },
  addPicture: {
    operation: 'addPicture',
    method: 'POST',
    path: '/notes/{label}/picture',
    body: 'multipart',
    answers: { 201: { json: true } },
  },
} satisfies Record<string, Call>;

export interface ClientOptions {
  /** Where the API is, for example `https://id.example.org/api`. */
  readonly baseUrl: string;
  /** Sent as bearer token; a function is asked before every request. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** What sends the requests; the global `fetch` when left out. */
  readonly fetch?: typeof fetch;
}

/** The server answered with a status the contract does not declare for the operation. */
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

/** A request of which the parts that may be empty may be left out. */
export type Given<Request, Needed extends keyof Request> = Pick<Request, Needed> & Partial<Request>;

interface Call {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: 'json' | 'multipart';
  /** Declared statuses: how their body is read, and which of their headers are read as what. */
  readonly answers: Readonly<Record<number, Answer>>;
}

interface Answer {
  readonly json?: true;
  readonly bytes?: true;
  readonly headers?: Readonly<Record<string, 'string' | 'number'>>;
}

interface Parts {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

async function send<Result>(options: ClientOptions, call: Call, parts: Parts): Promise<Result> {
  const ask = options.fetch ?? fetch;
  const response = await ask(urlOf(options.baseUrl, call, parts), {
    method: call.method,
    headers: await headersOf(options, call, parts),
    body: bodyOf(call, parts),
  });
  const answer = call.answers[response.status];
  if (!answer) throw new UndeclaredStatus(call.operation, response.status, await response.text());
  return (await read(response, answer)) as Result;
}

function urlOf(baseUrl: string, { path }: Call, parts: Parts): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.path?.[name])),
  );
  const query = new URLSearchParams(textEntries(parts.query)).toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${query === '' ? '' : `?${query}`}`;
}

function textEntries(values: Readonly<Record<string, unknown>> = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
}

async function headersOf(
  { token }: ClientOptions,
  call: Call,
  parts: Parts,
): Promise<Record<string, string>> {
  const bearer = typeof token === 'function' ? await token() : token;
  return {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(call.body === 'json' && parts.body !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(textEntries(parts.headers)),
  };
}

function bodyOf(call: Call, { body }: Parts): string | FormData | undefined {
  if (body === undefined) return undefined;
  return call.body === 'multipart' ? formOf(Object.entries(body ?? {})) : JSON.stringify(body);
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
    form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
}

function isFile(value: unknown): value is { filename: string; mediaType: string; bytes: Uint8Array } {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

async function read(response: Response, answer: Answer): Promise<unknown> {
  const contentType = response.headers.get('content-type') ?? '';
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(contentType);
  return {
    status: response.status,
    ...(answer.headers && { headers: readHeaders(response.headers, answer.headers) }),
    ...(answer.json && (isJson || !answer.bytes)
      ? { body: await response.json() }
      : answer.bytes && { contentType, body: new Uint8Array(await response.arrayBuffer()) }),
  };
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
