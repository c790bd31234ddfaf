import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '../../generated/routes.ts';
import type { Authenticate } from '../access/authenticate.ts';
import type { Access, Authorize } from '../access/authorize.ts';
import { findCredential, findSessionCredential } from '../access/credentials.ts';
import type { Problem } from '../base/contract-rules.ts';
import { BadRequest, Forbidden } from '../base/errors.ts';
import type { Principal } from '../base/principal.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import type { CountCall } from '../rate-limits/call-counter.ts';
import type { LimitName } from '../rate-limits/limits.ts';
import type { Dpop } from '../tokens/dpop/dpop.ts';
import { isContact, readSearchText } from '../users/search/search-text.ts';
import { errorAnswer } from '../web/error-handler.ts';
import { parseQuery, readJson, readQuery } from '../web/request.ts';
import { respond, type ServiceResponse } from '../web/respond.ts';
import { noteCaller, noteRoute } from '../web/route-of-request.ts';
import type { Backend } from './backend.ts';
import type { CallContext } from './call-context.ts';
import type { RecordRefusal } from './refused-calls.ts';
import type { RouteMatch, RouteTable } from './route-table.ts';
import type { Shape } from './shape.ts';
import { readUpload } from './upload.ts';

/** A service's method as the pipeline sees it; the generated interfaces have the exact types. */
export type Operation = (request: OperationRequest, context: CallContext) => Promise<ServiceResponse>;

export interface OperationRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Refuses what needs no look at the file, by throwing; `path` fits the contract already. */
export type UploadCheck = (path: OperationRequest['path']) => Promise<void>;

export interface ApiDependencies {
  readonly routes: RouteTable;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly bodyShapes: ReadonlyMap<string, Shape>;
  /** By operation. */
  readonly uploadChecks: ReadonlyMap<string, UploadCheck>;
  readonly backend: Backend;
  /** Where requests of the site's own pages come from. */
  readonly publicUrl: string;
  /** Setting `IYO_SECRETS_IN_QUERY`. */
  readonly secretsInQuery: ProtocolSettings['secretsInQuery'];
  readonly authenticate: Authenticate;
  readonly dpop: Pick<Dpop, 'present'>;
  readonly authorize: Authorize;
  /** Slows down who tries out, without any credential, whose phone numbers and addresses are known here. */
  readonly countContactLookup: (network: string) => Promise<void>;
  /** By operation. */
  readonly callLimits: ReadonlyMap<string, LimitName>;
  readonly countCall: CountCall;
  readonly recordRefusal: RecordRefusal;
  /** Called with each answer, refusals included, before it is sent; tests hold it against the contract. */
  readonly inspect?: (route: Route, answer: ServiceResponse) => void;
}

/** One API request as it comes from the web server; `rawPath` is relative to the API's root. */
export interface ApiRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly rawPath: string;
  readonly requestId: string;
  readonly network: () => string;
}

/**
 * The way of every API request: match, authenticate, authorize by the contract's scopes, validate, service, typed
 * response. Each step throws its refusal; nothing goes on to the next step by default.
 */
export async function handleApiRequest(deps: ApiDependencies, call: ApiRequest): Promise<void> {
  if (call.request.method === 'OPTIONS') return answerOptions(deps, call);
  const match = deps.routes.match(call.request.method ?? '', call.rawPath);
  noteRoute(call.response, `/api${match.route.path}`);
  const answer = await answerTo(deps, match, call).catch((error: unknown) => {
    deps.inspect?.(match.route, errorAnswer(error));
    throw error;
  });
  deps.inspect?.(match.route, answer);
  respond(call.response, answer);
}

async function answerTo(
  deps: ApiDependencies,
  { route, path }: RouteMatch,
  call: ApiRequest,
): Promise<ServiceResponse> {
  const query = parseQuery(call.request.url ?? '');
  const caller = route.public ? undefined : await authenticateCall(deps, call, query);
  const { network, requestId } = call;
  const userAgent = call.request.headers['user-agent'] ?? '';
  const context = { caller, network, userAgent, requestId };
  try {
    return await serve(deps, { route, path }, call, query, context);
  } catch (error) {
    if (caller && error instanceof Forbidden)
      await deps.recordRefusal({ ...context, caller }, route.operation);
    throw error;
  }
}

async function serve(
  deps: ApiDependencies,
  { route, path }: RouteMatch,
  call: ApiRequest,
  query: URLSearchParams,
  context: Omit<CallContext, 'scopes'>,
): Promise<ServiceResponse> {
  const access = await admit(deps, route, path, context);
  const limit = deps.callLimits.get(route.operation);
  if (limit) await deps.countCall(limit, call.network(), call.response);
  const operation = deps.operations.get(route.operation);
  if (!operation) throw new Error(`no service implements ${route.operation}`);
  const request = await readRequest(deps, route, access, call, query);
  return operation(request, { ...context, scopes: access.scopes });
}

function answerOptions(deps: ApiDependencies, { rawPath, response }: ApiRequest): void {
  respond(response, { status: 204, headers: { Allow: deps.routes.allow(rawPath) } });
}

async function admit(
  deps: ApiDependencies,
  route: Route,
  path: Readonly<Record<string, string>>,
  { caller, network }: Omit<CallContext, 'scopes'>,
): Promise<Access> {
  if (route.public && isContact(readSearchText(path.username ?? '')))
    await deps.countContactLookup(network());
  return deps.authorize(route, path, caller);
}

async function authenticateCall(
  deps: ApiDependencies,
  { request, response }: ApiRequest,
  query: URLSearchParams,
): Promise<Principal | undefined> {
  const credential =
    findCredential(request.headers.authorization, query.getAll('access_token'), deps.secretsInQuery) ??
    findSessionCredential(request, deps.publicUrl);
  if (!credential) return undefined;
  const caller = await deps.authenticate(credential, deps.dpop.present(request, response));
  noteCaller(response, caller.basis);
  return caller;
}

async function readRequest(
  deps: ApiDependencies,
  route: Route,
  access: Access,
  call: ApiRequest,
  query: URLSearchParams,
): Promise<OperationRequest> {
  const requestBody = await readBody(deps, route, call);
  const unchecked = {
    path: { ...access.path },
    query: readQuery(route, query),
    header: call.request.headers,
    ...(requestBody !== undefined && { requestBody }),
  };
  refuseProblems(deps.backend.checkRequest(route.operation, unchecked));
  const { path, header: headers } = unchecked;
  const body = route.body === 'multipart' ? await readForm(deps, route, path, call) : unchecked.requestBody;
  return { path, query: unchecked.query, headers, body };
}

/** What the validators get to see of a body: of a form nothing, a schema cannot describe what is in a file. */
async function readBody(
  { bodyShapes }: ApiDependencies,
  route: Route,
  { request, response }: ApiRequest,
): Promise<unknown> {
  if (route.body === 'none') return undefined;
  if (route.body === 'multipart') return {};
  const received = await readJson(route, request, response);
  const shape = bodyShapes.get(route.operation);
  return received !== undefined && shape ? shape(received) : received;
}

/** A form is read last: a caller who cannot store the file learns so without sending it. */
async function readForm(
  { uploadChecks }: ApiDependencies,
  route: Route,
  path: OperationRequest['path'],
  { request, response }: ApiRequest,
): Promise<unknown> {
  await uploadChecks.get(route.operation)?.(path);
  return readUpload(route, request, response);
}

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new BadRequest('bad_request', {
    description: problems.map(({ field, rule }) => `${field}: ${rule}`).join('; '),
  });
}
