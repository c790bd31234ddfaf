import type { RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import { deleteRememberedSecondFactor } from '../../authentication/devices/queries.ts';
import {
  type AuthorizeRequest,
  readAuthorizeRequest,
} from '../../authorization-requests/authorization-request.ts';
import { AuthorizeError, type AuthorizeErrorCode } from '../../authorization-requests/authorize-error.ts';
import { verifyClient } from '../../authorization-requests/client-verification.ts';
import { issueCodeAtOnce } from '../../authorization-requests/code-issuing.ts';
import {
  findPriorConsent,
  isSilent,
  type PriorConsent,
} from '../../authorization-requests/consent/prior-consent.ts';
import { storePendingRequest } from '../../authorization-requests/pending-requests.ts';
import { openRequest, UnusableRequest, useRequest } from '../../authorization-requests/pushed-requests.ts';
import { isSignInSufficient } from '../../authorization-requests/reauthentication.ts';
import type { Candidate } from '../../authorization-requests/request-checks.ts';
import { parameterOf, responseModeOf } from '../../authorization-requests/request-parameters.ts';
import { selfAddress, signInAddress } from '../../authorization-requests/sign-in-address.ts';
import { type UntrustedReason, untrustedReasons } from '../../authorization-requests/untrusted-request.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type {
  RecordAnsweredRequest,
  RecordRefusedRequest,
} from '../../organizations/client-log/client-log.ts';
import type { Database } from '../../schema.ts';
import { isOfUser, type Session, type UserSession } from '../../sessions/session.ts';
import { Message } from '../../ui/components.tsx';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies, PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { isPostOfOtherSite } from '../../web/csrf.ts';
import { type IdTokenHintDependencies, readIdTokenHint } from '../id-token-hint.ts';
import { type ClientReturn, respondToClient } from './client-response.tsx';
import { parametersOf } from './parameters.ts';

export interface AuthorizeDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly redirectMatch: ProtocolSettings['redirectMatch'];
  readonly pkce: ProtocolSettings['pkce'];
  readonly pushedRequests: ProtocolSettings['pushedRequests'];
  /** The lifetime of authorization codes, in seconds. */
  readonly codeSeconds: number;
  readonly recordRefused: RecordRefusedRequest;
  readonly recordAnswered: RecordAnsweredRequest;
}

type EndpointDependencies = AuthorizeDependencies & IdTokenHintDependencies;

/**
 * `GET /v1/oauth/authorize`, or POST with a form (RFC 6749, section 3.1). Errors about the client or the redirect URI
 * are shown to the user; all others go back to the client.
 */
export function authorizeEndpoint(deps: EndpointDependencies): RequestHandler {
  const handler = (page: PageRequest) => handleRequest(deps, page);
  return pageEndpoint(deps, { GET: handler, POST: handler }, { isForOtherSites: true });
}

async function handleRequest(deps: EndpointDependencies, page: PageRequest): Promise<PageResponse> {
  const parameters = parametersOf(page);
  if (!parameters) return refusal(page, 'badEncoding', undefined);
  try {
    const presented = await openRequest(deps.db, parameters, page.now);
    const candidate = await verifyClient(deps.db, presented, deps);
    return typeof candidate === 'string'
      ? await refuse(deps, page, presented.parameters, candidate)
      : await handleCandidate(deps, page, candidate);
  } catch (error) {
    if (error instanceof UnusableRequest) return refuse(deps, page, parameters, 'unusableRequest');
    throw error;
  }
}

async function handleCandidate(
  deps: EndpointDependencies,
  page: PageRequest,
  candidate: Candidate,
): Promise<PageResponse> {
  try {
    return await handleClient(deps, page, readAuthorizeRequest(candidate));
  } catch (error) {
    if (!(error instanceof AuthorizeError)) throw error;
    await useRequest(deps.db, candidate, page.now);
    if (!expectedErrors.includes(error.code))
      await recordRefusal(deps, page, candidate.parameters, error.code, error.message);
    const refused = { error: error.code, error_description: error.message };
    return backTo(deps, page, returnOf(candidate.parameters), refused);
  }
}

async function handleClient(
  deps: EndpointDependencies,
  page: PageRequest,
  request: AuthorizeRequest,
): Promise<PageResponse> {
  const session = await findSession(deps, page, request);
  if (!session) return askSignIn(deps, page, request);
  refuseOtherSubject(request, session);
  if (request.prompt.has('none')) await refuseAnother(deps, request, session);
  if (requestsSecondFactor(request, session)) return askSecondFactor(deps, page, request, session);
  const { db, codeSeconds: seconds } = deps;
  const requestedScopes = request.wantsOffline
    ? [...request.scopes.scopes, 'offline_access']
    : request.scopes.scopes;
  const agreement = await findPriorConsent(db, session.username, request.clientId, requestedScopes);
  if (!isSilent(agreement) || request.prompt.has('consent') || !request.isClientAssured)
    return askConsent(deps, page, request, session, agreement);
  const authorized = agreement.authorized ?? [];
  const life = { now: page.now, seconds };
  const code = await issueCodeAtOnce(db, request, session, authorized, life);
  if (code === undefined) return askConsent(deps, page, request, session, agreement);
  const { clientId, redirectUri } = request;
  await deps.recordAnswered({ clientId, redirectUri, requestId: page.requestId }, page.now);
  return backTo(deps, page, request, { code });
}

/** Prefers a full session to one whose second factor was waived, which is valid for its own client only. */
async function findSession(
  { sealing }: AuthorizeDependencies,
  page: PageRequest,
  request: AuthorizeRequest,
): Promise<UserSession | undefined> {
  const full = await page.session('interactive');
  const waived = await page.session('protected');
  const candidates: (Session | undefined)[] = [
    full,
    waived?.clientId === request.clientId ? waived : undefined,
  ];
  return candidates.find(
    (session): session is UserSession =>
      isOfUser(session) && isSignInSufficient(sealing, request, session, page.now),
  );
}

function askSignIn(
  { sealing }: AuthorizeDependencies,
  page: PageRequest,
  request: AuthorizeRequest,
): PageResponse {
  if (isPostOfOtherSite(page.request)) return { redirect: selfAddress(request.address) };
  if (request.prompt.has('none')) throw new AuthorizeError('login_required', 'The user is not signed in.');
  return { redirect: signInAddress(sealing, request, page.now) };
}

/** OpenID Connect Core, section 5.5.1: the client accepts one particular `sub` only. */
function refuseOtherSubject({ claims: { subject } }: AuthorizeRequest, { username }: UserSession): void {
  if (subject === undefined || subject === username) return;
  throw new AuthorizeError('login_required', 'Another user is signed in.');
}

/** OpenID Connect Core, section 3.1.2.1: with `prompt=none`, only the user of the hint is accepted. */
async function refuseAnother(
  deps: IdTokenHintDependencies,
  { clientId, parameters }: AuthorizeRequest,
  { username }: UserSession,
): Promise<void> {
  const hint = await readIdTokenHint(deps, parameterOf(parameters, 'id_token_hint'));
  if (hint === undefined || (hint.clientId === clientId && hint.username === username)) return;
  throw new AuthorizeError('login_required', 'Another user is signed in.');
}

/** Consent needs a full session: if the second factor was waived, the user is asked for it now. */
async function askConsent(
  deps: AuthorizeDependencies,
  page: PageRequest,
  request: AuthorizeRequest,
  session: UserSession,
  { possible }: PriorConsent,
): Promise<PageResponse> {
  const isFull = session.purpose === 'interactive';
  if (request.prompt.has('none')) {
    if (isFull) throw new AuthorizeError('consent_required', 'The user must give consent.');
    throw new AuthorizeError('interaction_required', 'The user must sign in with a second factor.');
  }
  if (!isFull) return askSecondFactor(deps, page, request, session);
  const id = await storePendingRequest(deps.db, request, possible, session, page.now);
  if (id === undefined) return { redirect: selfAddress(request.address) };
  const address = new URLSearchParams({ request: id });
  for (const name of ['ui_locales', 'lang']) {
    const value = request.parameters.get(name);
    if (value) address.set(name, value);
  }
  return { redirect: `/authorize?${address}` };
}

/**
 * OpenID Connect Core, section 3.1.2.1: `acr_values` is voluntary, with the preferred value first. A waived second
 * factor does not satisfy `2`. With `prompt=none` the user is not asked: the client gets a code, and `acr` shows the
 * level.
 */
function requestsSecondFactor(
  { parameters, prompt, claims }: AuthorizeRequest,
  { purpose }: UserSession,
): boolean {
  const [dearest] = parameterOf(parameters, 'acr_values')?.split(' ') ?? claims.acrValues;
  return dearest === '2' && purpose === 'protected' && !prompt.has('none');
}

async function askSecondFactor(
  { db, sessions, sealing }: AuthorizeDependencies,
  { cookies, now }: PageRequest,
  request: AuthorizeRequest,
  session: UserSession,
): Promise<PageResponse> {
  const device = cookies.get('device');
  if (device !== undefined)
    await deleteRememberedSecondFactor(db, hashToken(device), session.username, request.clientId);
  await inTransaction(db, (trx) => sessions.end(trx, cookies, ['protected']));
  return { redirect: signInAddress(sealing, request, now) };
}

/** Where to send a refusal, read without validating any other parameter. */
function returnOf(parameters: URLSearchParams): Omit<ClientReturn, 'issuer'> {
  const [state, another] = parameters.getAll('state');
  return {
    redirectUri: parameters.get('redirect_uri') ?? '',
    responseMode: responseModeOf(parameters),
    state: another === undefined ? state || undefined : undefined,
  };
}

function backTo(
  { publicUrl: issuer }: AuthorizeDependencies,
  page: PageRequest,
  { redirectUri, responseMode, state }: Omit<ClientReturn, 'issuer'>,
  values: Readonly<Record<string, string>>,
): PageResponse {
  return respondToClient(page, { redirectUri, responseMode, state, issuer }, values);
}

/** Errors that are expected when a client asks with `prompt=none`. They are not recorded. */
const expectedErrors: readonly string[] = [
  'login_required',
  'consent_required',
  'interaction_required',
] satisfies AuthorizeErrorCode[];

/** Shows the error to the user, and records it for the developers of the client. */
async function refuse(
  deps: AuthorizeDependencies,
  page: PageRequest,
  parameters: URLSearchParams,
  reason: UntrustedReason,
): Promise<PageResponse> {
  await recordRefusal(deps, page, parameters, 'invalid_request', untrustedReasons[reason]);
  const clientId = parameters.get('client_id') || undefined;
  return refusal(page, reason, reason === 'unknownClient' ? undefined : clientId);
}

function recordRefusal(
  { recordRefused }: AuthorizeDependencies,
  { requestId, now }: PageRequest,
  parameters: URLSearchParams,
  error: string,
  reason: string,
): Promise<void> {
  const clientId = parameters.get('client_id') ?? '';
  const redirectUri = parameters.get('redirect_uri') ?? '';
  return recordRefused({ step: 'authorize', clientId, error, reason, redirectUri, requestId }, now);
}

/**
 * The page for a request that cannot be returned to the client. Nothing in the request decides where the browser goes,
 * and no registered value is shown: the client's owners find those in its log.
 * @param clientId of a client that may have such a log
 */
function refusal(
  { request, translate, requestId }: PageRequest,
  reason: UntrustedReason,
  clientId: string | undefined,
): PageResponse {
  const description = untrustedReasons[reason];
  if (request.accepts(['json', 'html']) !== 'html')
    return { status: 400, json: { error: 'invalid_request', error_description: description } };
  const title = translate('authorize.refused.title');
  const paragraphs = [translate('authorize.refused.text'), translate('authorize.refused.advice')];
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      <p class="hint">{translate(`authorize.refused.${reason}`)}</p>
      <p class="hint">{translate('error.requestId', { requestId })}</p>
      {clientId !== undefined && (
        <p class="hint">
          {translate('authorize.refused.developer')}{' '}
          <a href={`/organizations/${encodeURIComponent(clientId)}/clients/log?q=${requestId}`}>
            {translate('authorize.refused.log')}
          </a>
        </p>
      )}
    </Message>
  );
  return { status: 400, page: { title, content } };
}
