import type { ServerResponse } from 'node:http';
import type { Call as GeneratedCall, Handler, Mismatch, Parts, Refusal } from '../../generated/server.ts';
import type { Authenticate } from '../access/authenticate.ts';
import type { Access, Authorize } from '../access/authorize.ts';
import { findCredential, findSessionCredential } from '../access/credentials.ts';
import {
  type ApiError,
  BadRequest,
  Forbidden,
  MethodNotAllowed,
  NotFound,
  Unauthenticated,
} from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Principal } from '../base/principal.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import type { CountCall } from '../rate-limits/call-counter.ts';
import type { LimitName } from '../rate-limits/limits.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import { inSpan } from '../traces/spans.ts';
import { isContact, readSearchText } from '../users/search/search-text.ts';
import { failureResponse } from '../web/error-handler.ts';
import { readJson } from '../web/request.ts';
import { attachRequestContext, type RequestContext, requestContextOf } from '../web/request-context.ts';
import type { ServiceResponse } from '../web/respond.ts';
import type { Route } from '../web/route.ts';
import type { Backend } from './backend.ts';
import type { CallContext } from './call-context.ts';
import type { RecordRefusal } from './refused-calls.ts';
import type { Shape } from './shape.ts';
import { readUpload } from './upload.ts';

/** A call of an operation in any of the contracts. */
export type Call = Omit<GeneratedCall, 'operation'> & { readonly operation: string };

/** The steps that the generated adapter of a contract calls. */
export interface AdapterSteps {
  context(call: Call): Promise<CallContext>;
  authorize(call: Call, context: CallContext): boolean;
  readBody(call: Call): Promise<unknown>;
  check(call: Call, parts: Parts, body: { readonly value: unknown } | undefined): readonly Mismatch[];
  step<Result>(name: string, run: () => Result): Result;
  refuse(error: unknown, response: ServerResponse, call?: Call): Promise<ServiceResponse>;
  write(result: ServiceResponse, response: ServerResponse, call?: Call): void;
}

/** Refuses an upload before its file is read, by throwing. `path` has already been checked against the contract. */
export type UploadCheck = (path: Call['path']) => Promise<void>;

export interface ApiDependencies {
  /** The path prefix of all routes. */
  readonly root: string;
  /** The media type of responses that do not set one; JSON by default. */
  readonly mediaType?: string;
  /** Logs a failure and turns it into a response; by default like everywhere else. */
  readonly refusal?: (error: unknown, requestContext: RequestContext) => Promise<ServiceResponse>;
  readonly routes: readonly Route[];
  /** Builds the generated adapter around these steps. */
  readonly adapt: (steps: AdapterSteps) => Handler;
  /** The class of that adapter's refusals. */
  readonly Refusal: typeof Refusal;
  readonly log: Logger;
  readonly bodyShapes: ReadonlyMap<string, Shape>;
  /** By operation. */
  readonly uploadChecks: ReadonlyMap<string, UploadCheck>;
  readonly backend: Backend;
  /** The origin of requests from this site's own pages. */
  readonly publicUrl: string;
  /** Setting `IYO_SECRETS_IN_QUERY`. */
  readonly secretsInQuery: ProtocolSettings['secretsInQuery'];
  readonly authenticate: Authenticate;
  readonly dpop: Pick<Dpop, 'present'>;
  readonly authorize: Authorize;
  /** Limits callers without a credential who try out which phone numbers and email addresses are registered here. */
  readonly countContactLookup: (network: string) => Promise<void>;
  /** By operation. */
  readonly callLimits: ReadonlyMap<string, LimitName>;
  readonly countCall: CountCall;
  readonly recordRefusal: RecordRefusal;
  /** Called with each response, refusals included, before it is sent. Tests check it against the contract. */
  readonly inspect?: (backend: Backend, route: Route, response: ServiceResponse) => void;
}

/** Names of spans in traces, besides those of the generated adapter. */
const steps = {
  authenticate: { name: 'authenticate' },
  authorize: { name: 'authorize' },
};

/**
 * Answers every API request with the generated adapter: match, authenticate, authorize by the contract's
 * scopes, validate, service, typed response. A step that refuses throws; no step is skipped by default.
 */
export function createApi(deps: ApiDependencies): (requestContext: RequestContext) => Promise<void> {
  const routeOf = routesByOperation(deps.routes);
  const { mediaType } = deps;
  const handle = deps.adapt({
    context: (call) => admit(deps, routeOf(call), call),
    authorize: (_call, { caller }) => caller !== undefined,
    readBody: (call) => readBody(deps, routeOf(call), call),
    check: (call, parts, body) => check(deps, routeOf(call), parts, body?.value),
    step: (name, run) => inSpan({ name }, run),
    refuse: (error, response, call) => refuse(deps, requestContextOf(response), error, call),
    write(given, response, call) {
      if (call) deps.inspect?.(deps.backend, routeOf(call), given);
      requestContextOf(response).send(mediaType === undefined ? given : { contentType: mediaType, ...given });
    },
  });
  return (requestContext) => {
    attachRequestContext(requestContext);
    return handle(requestContext.request, requestContext.response);
  };
}

function routesByOperation(routes: readonly Route[]): (call: Call) => Route {
  const byName = new Map(routes.map((route) => [route.operation, route]));
  return ({ operation }) => {
    const route = byName.get(operation);
    if (!route) throw new Error(`no route for ${operation}`);
    return route;
  };
}

/** Authenticates and authorizes a call, and returns its context. Resolves the user in the path, in place. */
async function admit(deps: ApiDependencies, route: Route, call: Call): Promise<CallContext> {
  const requestContext = requestContextOf(call.response);
  requestContext.route = deps.root + route.path;
  const caller = route.public
    ? undefined
    : await inSpan(steps.authenticate, () => authenticateCall(deps, requestContext, call));
  const access = await inSpan(steps.authorize, () => authorizeCall(deps, route, requestContext, call.path));
  if (access.path !== call.path) Object.assign(call.path, access.path);
  const limit = deps.callLimits.get(route.operation);
  if (limit) await deps.countCall(limit, requestContext.network(), call.response);
  return contextOf(requestContext, caller, access.scopes);
}

function contextOf<Caller extends CallContext['caller']>(
  requestContext: RequestContext,
  caller: Caller,
  scopes: readonly string[],
): CallContext & { readonly caller: Caller } {
  const userAgent = requestContext.request.headers['user-agent'] ?? '';
  return {
    caller,
    scopes,
    network: () => requestContext.network(),
    userAgent,
    requestId: requestContext.requestId,
  };
}

async function authorizeCall(
  deps: ApiDependencies,
  route: Route,
  requestContext: RequestContext,
  path: Call['path'],
): Promise<Access> {
  if (route.public && isContact(readSearchText(path.username ?? '')))
    await deps.countContactLookup(requestContext.network());
  return deps.authorize(route, path, requestContext.principal);
}

async function authenticateCall(
  deps: ApiDependencies,
  requestContext: RequestContext,
  { query }: Call,
): Promise<Principal | undefined> {
  const { request, response } = requestContext;
  const credential =
    findCredential(request.headers.authorization, query.getAll('access_token'), deps.secretsInQuery) ??
    findSessionCredential(request, deps.publicUrl);
  if (!credential) return undefined;
  const caller = await deps.authenticate(credential, deps.dpop.present(request, response));
  requestContext.caller = caller.basis;
  requestContext.principal = caller;
  return caller;
}

/** Reads a form after all other checks, so that a caller who may not store the file is refused before sending it. */
async function readBody(
  { bodyShapes, uploadChecks }: ApiDependencies,
  route: Route,
  { request, response, path }: Call,
): Promise<unknown> {
  if (route.body === 'multipart') {
    await uploadChecks.get(route.operation)?.(path);
    return readUpload(route, request, response);
  }
  const received = await readJson(route, request, response);
  const shape = bodyShapes.get(route.operation);
  return received !== undefined && shape ? shape(received) : received;
}

/** The validators do not see the body of a form: a schema cannot describe the content of a file. */
function check(
  { backend }: ApiDependencies,
  { operation, body }: Route,
  { path, query, headers }: Parts,
  value: unknown,
): readonly Mismatch[] {
  const requestBody = body === 'multipart' ? {} : value;
  const unchecked = { path, query, header: headers, ...(requestBody !== undefined && { requestBody }) };
  return backend
    .checkRequest(operation, unchecked)
    .map(({ field, rule }) => ({ path: field, message: rule }));
}

/** Turns an error into a response, and records a 403 in the audit log. */
async function refuse(
  deps: ApiDependencies,
  requestContext: RequestContext,
  error: unknown,
  call: Call | undefined,
): Promise<ServiceResponse> {
  const { principal } = requestContext;
  if (call && principal && error instanceof Forbidden)
    await deps.recordRefusal(contextOf(requestContext, principal, []), call.operation);
  const refusal = error instanceof deps.Refusal ? refusalOf(error) : error;
  return deps.refusal
    ? deps.refusal(refusal, requestContext)
    : failureResponse(deps, requestContext, refusal);
}

/** Turns a refusal of the adapter into an error of this service. */
function refusalOf({ status, headers, mismatches }: Refusal): ApiError {
  if (status === 404) return new NotFound();
  if (status === 405) return new MethodNotAllowed(headers.Allow ?? '');
  if (status === 401) return new Unauthenticated();
  return new BadRequest('bad_request', {
    description: mismatches.map(({ path, message }) => `${path}: ${message}`).join('; '),
  });
}
