import type { Kysely } from 'kysely';
import type { Authenticate } from '../../access/authenticate.ts';
import { findCredential } from '../../access/credentials.ts';
import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, InsufficientScope, Unauthenticated } from '../../base/errors.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { equalSecrets, hashToken } from '../../crypto/tokens.ts';
import {
  changeRegisteredClient,
  registerClient,
  removeRegisteredClient,
} from '../../organizations/registrations/acts.ts';
import { findRegistration, type Registration } from '../../organizations/registrations/queries.ts';
import type { Database } from '../../schema.ts';
import type { Dpop } from '../../tokens/dpop/dpop.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import { openKeySecret } from '../../tokens/key-secrets.ts';
import { formLimit, readBytes } from '../../web/body.ts';
import type { Handler } from '../../web/endpoints.ts';
import { parseJson } from '../../web/json.ts';
import type { RequestContext } from '../../web/request-context.ts';
import type { ServiceResponse } from '../../web/respond.ts';
import { metadataOf, readClientMetadata } from './metadata.ts';

export interface RegistrationDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  /** Whether secrets can be read again, or are shown only once. */
  readonly keepsSecrets: boolean;
  readonly authenticate: Authenticate;
  readonly dpop: Dpop;
  readonly keyRing: Pick<KeyRing, 'listAlgorithms'>;
}

/**
 * `POST /v1/oauth/register` (RFC 7591): registers a client as an API key of an organization. The initial access token
 * is an access token of that organization. The client id is the globalid, as for all its API keys.
 * @throws Unauthenticated, InsufficientScope, TooManyRequests, Forbidden, or OAuthError with the codes of section 3.2.2
 */
export function registrationEndpoint(deps: RegistrationDependencies): Handler {
  return async (context) => {
    const globalid = await registeringOrganization(deps, context);
    const metadata = readClientMetadata(await readBody(context), await deps.keyRing.listAlgorithms());
    const actor = actorFor(deps, globalid, context);
    const { registration, secret, registrationToken } = await registerClient(deps, actor, globalid, metadata);
    return { status: 201, headers, body: described(deps, registration, secret, registrationToken) };
  };
}

const headers = { Pragma: 'no-cache' };

const tokenNeeded =
  'Registration needs a token of the organization itself (client credentials) as initial access token.';

/** Requires a token of the organization itself, with the scope of owners. */
async function registeringOrganization(
  { authenticate, dpop }: RegistrationDependencies,
  context: RequestContext,
): Promise<string> {
  const { request, response } = context;
  const credential = findCredential(request.headers.authorization, []);
  if (!credential) throw new Unauthenticated('unauthorized', { description: tokenNeeded });
  const caller = await authenticate(credential, dpop.present(request, response));
  context.caller = caller.basis;
  const scope = 'organization:owner';
  if (caller.basis !== 'organizationApiKey' || !caller.scopes.includes(scope))
    throw new InsufficientScope([scope]);
  return caller.globalid;
}

async function readBody({ request, response }: RequestContext): Promise<unknown> {
  try {
    return parseJson(await readBytes(request, response, formLimit));
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const description = 'Send the metadata of the client as a JSON object.';
    throw new OAuthError('invalid_client_metadata', { description, cause: error });
  }
}

function actorFor({ clock }: RegistrationDependencies, globalid: string, context: RequestContext): Actor {
  return {
    requestId: context.requestId,
    network: context.network(),
    userAgent: context.request.headers['user-agent'] ?? '',
    name: globalid,
    clientId: globalid,
    now: clock.now(),
  };
}

/**
 * The response of RFC 7591, section 3.2.1, and RFC 7592, section 3.
 * @param secret of the API key; empty when it cannot be read again
 * @param token the registration access token
 */
function described(
  { publicUrl }: RegistrationDependencies,
  registration: Registration,
  secret: string,
  token: string,
) {
  const hasSecret = !registration.key.isPublic && secret !== '';
  return {
    client_id: registration.globalid,
    client_id_issued_at: Math.floor(registration.createdAt.getTime() / 1000),
    ...(hasSecret && { client_secret: secret, client_secret_expires_at: 0 }),
    ...metadataOf(registration),
    registration_client_uri: `${publicUrl}/v1/oauth/register/${registration.registrationId}`,
    registration_access_token: token,
  };
}

/** A registration, and the token with which its client presents itself. */
interface Presented {
  readonly registration: Registration;
  readonly token: string;
}

type Work = (
  deps: RegistrationDependencies,
  presented: Presented,
  context: RequestContext,
) => Promise<ServiceResponse>;

/**
 * `/v1/oauth/register/{registration}` (RFC 7592): a client reads, replaces or removes its registration with the
 * registration access token.
 */
export function registrationManagement(deps: RegistrationDependencies): Record<string, Handler> {
  return { GET: managed(deps, read), PUT: managed(deps, replace), DELETE: managed(deps, remove) };
}

function managed(deps: RegistrationDependencies, work: Work): Handler {
  return async (context) => {
    const [, token] = /^bearer[ \t]+(\S+)$/i.exec(context.request.headers.authorization?.trim() ?? '') ?? [];
    if (token === undefined) throw new Unauthenticated();
    const registration = await findRegistration(deps.db, context.parameter, hashToken(token));
    if (!registration) throw new Unauthenticated('invalid_token', { detail: 'unknown registration' });
    context.caller = 'client';
    return work(deps, { registration, token }, context);
  };
}

const read: Work = async (deps, presented) => registrationResponse(deps, presented);

function registrationResponse(
  deps: RegistrationDependencies,
  { registration, token }: Presented,
): ServiceResponse {
  return { status: 200, headers, body: described(deps, registration, secretOf(deps, registration), token) };
}

function secretOf({ sealing }: RegistrationDependencies, { key }: Registration): string {
  return openKeySecret(sealing, 'organization', key.keyId, key.sealedSecret);
}

const replace: Work = async (deps, { registration, token }, context) => {
  const body = await readBody(context);
  refuseOther(body, registration, secretOf(deps, registration));
  const metadata = readClientMetadata(body, await deps.keyRing.listAlgorithms());
  const actor = actorFor(deps, registration.globalid, context);
  const changed = await changeRegisteredClient(deps, actor, registration, metadata);
  return registrationResponse(deps, { registration: changed, token });
};

/** RFC 7592, section 2.2: the request must repeat the client id, and cannot choose the secret. */
function refuseOther(body: unknown, { globalid }: Registration, secret: string): void {
  const { client_id: clientId, client_secret: clientSecret }: Record<string, unknown> = { ...Object(body) };
  if (clientId !== globalid) throw refused('client_id must be the one that was issued.');
  if (clientSecret === undefined) return;
  if (typeof clientSecret === 'string' && secret !== '' && equalSecrets(clientSecret, secret)) return;
  throw refused('client_secret must be the one that was issued, or left out.');
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', { description });
}

const remove: Work = async (deps, { registration }, context) => {
  await removeRegisteredClient(deps, actorFor(deps, registration.globalid, context), registration);
  return { status: 204 };
};
