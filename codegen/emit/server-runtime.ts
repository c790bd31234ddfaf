import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJson } from './json-runtime.ts';
import { Refusal } from './refusal-runtime.ts';
import {
  type Check,
  type Parts,
  prepareReader,
  type ReadRequest,
  type ServedOperation,
  splitUrl,
} from './request-runtime.ts';
import { createRoutes, type FoundRoute, type Routes } from './route-runtime.ts';
import type { OperationName } from './runtime-names.ts';

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
