import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  checkParameter,
  Refusal,
  readBody,
  readParameters,
  type ServedOperation,
  splitUrl,
} from './request-runtime.ts';
import { type Schema, validate } from './validate-runtime.ts';

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
