import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { pushRequest } from '../authorization-requests/pushed-requests.ts';
import { trialAddress } from '../authorization-requests/redirect-uri.ts';
import type { Actor } from '../base/actor.ts';
import { BadRequest } from '../base/errors.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { randomToken } from '../crypto/tokens.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { OrganizationClient } from '../tokens/clients.ts';
import { revokeGrant } from '../tokens/revocation.ts';
import { authorizationCodeGrant, type CodeGrantDependencies } from './grants/authorization-code.ts';
import { issueTokens, type RedemptionDependencies } from './grants/redemption.ts';
import { findKnownUser } from './scope-values.ts';
import { claimsFor } from './userinfo.ts';

export interface TrialDependencies extends CodeGrantDependencies, RedemptionDependencies {
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly pushedRequests: ProtocolSettings['pushedRequests'];
  readonly redirectMatch: ProtocolSettings['redirectMatch'];
}

/** The user who tries out a client, in a browser session. */
export interface TrialUser {
  readonly sessionId: string;
  readonly username: string;
}

/** What a trial sign-in keeps between its request and its response. Sealed, it is the `state`. */
interface Trial {
  readonly verifier: string;
  readonly nonce: string;
  readonly sessionId: string;
}

const sealedFor = (keyId: string) => `client_trial:${keyId}`;

/** The parameters of a trial's authorization request, except `state`, `nonce` and the challenge. */
export function trialParameters(
  { publicUrl }: Pick<TrialDependencies, 'publicUrl'>,
  { globalid, keyId }: Pick<OrganizationClient, 'globalid' | 'keyId'>,
) {
  return {
    response_type: 'code',
    client_id: globalid,
    redirect_uri: trialAddress(publicUrl, globalid, keyId),
    scope: 'openid profile email',
  };
}

/**
 * Begins a sign-in with a client, as the application would.
 * @returns the URL to send the browser to
 * @throws BadRequest, AuthorizeError for a client that cannot sign users in
 */
export async function beginTrial(
  deps: TrialDependencies,
  { sessionId }: TrialUser,
  client: OrganizationClient,
  now: Date,
): Promise<string> {
  const trial: Trial = { verifier: randomToken(32), nonce: randomToken(16), sessionId };
  const parameters = new URLSearchParams({
    ...trialParameters(deps, client),
    state: deps.sealing.seal(JSON.stringify(trial), sealedFor(client.keyId)).toString('base64url'),
    nonce: trial.nonce,
    code_challenge: createHash('sha256').update(trial.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const pushed = await pushRequest(deps, client.globalid, parameters, now);
  if (typeof pushed === 'string') throw new BadRequest('bad_request', { description: pushed });
  const query = new URLSearchParams({ client_id: client.globalid, request_uri: pushed.requestUri });
  return `/v1/oauth/authorize?${query}`;
}

/** The result of a trial. */
export interface TrialOutcome {
  readonly scopes: readonly string[];
  /** The decoded header and claims of the ID token. */
  readonly header: object;
  readonly claims: object;
  readonly userinfo: object;
}

/** Whether a response belongs to a trial of this session. A link made by someone else is not shown. */
export function isOwnTrial(
  deps: Pick<TrialDependencies, 'sealing'>,
  { sessionId }: TrialUser,
  { keyId }: Pick<OrganizationClient, 'keyId'>,
  state: string,
): boolean {
  return openTrial(deps, state, keyId)?.sessionId === sessionId;
}

/**
 * Redeems the code of a trial and shows what the client would get. The tokens end at once.
 * @returns undefined for a response to a request of another session
 * @throws OAuthError `invalid_grant`
 */
export async function finishTrial(
  deps: TrialDependencies,
  actor: Actor,
  { sessionId, username }: TrialUser,
  client: OrganizationClient,
  response: { readonly state: string; readonly code: string },
): Promise<TrialOutcome | undefined> {
  const trial = openTrial(deps, response.state, client.keyId);
  if (trial?.sessionId !== sessionId) return undefined;
  const { globalid, keyId, tellsGroups } = client;
  const prepared = await authorizationCodeGrant(deps, actor, client, {
    code: response.code,
    redirectUri: trialAddress(deps.publicUrl, globalid, keyId),
    state: undefined,
    codeVerifier: trial.verifier,
    resources: [],
  });
  const { idToken = '' } = await issueTokens(deps, actor, prepared);
  const scopes = [...prepared.grant.scopes];
  const user = await findKnownUser(deps.db, { kind: 'consent', username, clientId: globalid });
  const token = { username, clientId: globalid, scopes, tellsGroups };
  const userinfo = await claimsFor(deps.db, deps.publicUrl, token, user);
  const { grantId } = prepared.redemption.consent;
  await inTransaction(deps.db, (trx) => revokeGrant(trx, grantId));
  return { scopes, header: decodeProtectedHeader(idToken), claims: decodeJwt(idToken), userinfo };
}

function openTrial(
  { sealing }: Pick<TrialDependencies, 'sealing'>,
  state: string,
  keyId: string,
): Trial | undefined {
  try {
    return JSON.parse(sealing.open(Buffer.from(state, 'base64url'), sealedFor(keyId)));
  } catch {
    return undefined;
  }
}
