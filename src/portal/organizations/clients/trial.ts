import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { pushRequest } from '../../../authorization-requests/pushed-requests.ts';
import { trialAddress } from '../../../authorization-requests/redirect-uri.ts';
import type { Actor } from '../../../base/actor.ts';
import { BadRequest } from '../../../base/errors.ts';
import { randomToken } from '../../../crypto/tokens.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { authorizationCodeGrant } from '../../../oauth/grants/authorization-code.ts';
import { issueTokens } from '../../../oauth/grants/redemption.ts';
import { claimsFor } from '../../../oauth/userinfo.ts';
import { endGrant } from '../../../tokens/revocation.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import type { ClientPage } from './client-page.tsx';

/** What a sign-in that an owner tries out keeps between its request and its answer; sealed, it is the `state`. */
interface Trial {
  readonly verifier: string;
  readonly nonce: string;
  readonly sessionId: string;
}

const sealedFor = (keyId: string) => `client_trial:${keyId}`;

/** The parameters of the authorization request that a trial sends, beside `state`, `nonce` and the challenge. */
export function trialParameters(
  { publicUrl }: Pick<OrganizationPagesDependencies, 'publicUrl'>,
  { organization: { globalid }, client: { keyId } }: Pick<ClientPage, 'organization' | 'client'>,
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
 * @returns where to send the browser
 * @throws BadRequest, AuthorizeError for a client that cannot sign users in
 */
export async function beginTrial(deps: OrganizationPagesDependencies, shown: ClientPage): Promise<string> {
  const { organization, client, session, page } = shown;
  const trial: Trial = {
    verifier: randomToken(32),
    nonce: randomToken(16),
    sessionId: session.sessionId,
  };
  const asked = new URLSearchParams({
    ...trialParameters(deps, shown),
    state: deps.sealing.seal(JSON.stringify(trial), sealedFor(client.keyId)).toString('base64url'),
    nonce: trial.nonce,
    code_challenge: createHash('sha256').update(trial.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const pushed = await pushRequest(deps, organization.globalid, asked, page.now);
  if (typeof pushed === 'string') throw new BadRequest('bad_request', { description: pushed });
  const query = new URLSearchParams({ client_id: organization.globalid, request_uri: pushed.requestUri });
  return `/v1/oauth/authorize?${query}`;
}

/** What came of a trial. */
export interface TrialOutcome {
  readonly scopes: readonly string[];
  /** The two parts of the ID token that can be read. */
  readonly header: object;
  readonly claims: object;
  readonly userinfo: object;
}

/**
 * Redeems the code of a trial and looks at what it is good for; the tokens end at once.
 * @returns undefined for an answer that this session did not ask for
 * @throws OAuthError `invalid_grant`
 */
export async function finishTrial(
  deps: OrganizationPagesDependencies,
  actor: Actor,
  { page: { query }, session, organization: { globalid }, client }: ClientPage,
): Promise<TrialOutcome | undefined> {
  const trial = openTrial(deps, query.get('state') ?? '', client.keyId);
  if (trial?.sessionId !== session.sessionId) return undefined;
  const prepared = await authorizationCodeGrant(
    deps,
    actor,
    { kind: 'organization', globalid, ...client },
    {
      code: query.get('code') ?? '',
      redirectUri: trialAddress(deps.publicUrl, globalid, client.keyId),
      state: undefined,
      codeVerifier: trial.verifier,
      resources: [],
    },
  );
  const { idToken = '' } = await issueTokens(deps, actor, prepared);
  const { scopes } = prepared.grant;
  const { username } = session;
  const userinfo = await claimsFor(deps.db, deps.publicUrl, {
    username,
    clientId: globalid,
    scopes: [...scopes],
    tellsGroups: client.tellsGroups,
  });
  const { grantId } = prepared.redemption.consent;
  await inTransaction(deps.db, (trx) => endGrant(trx, grantId));
  return { scopes, header: decodeProtectedHeader(idToken), claims: decodeJwt(idToken), userinfo };
}

function openTrial(
  { sealing }: Pick<OrganizationPagesDependencies, 'sealing'>,
  state: string,
  keyId: string,
): Trial | undefined {
  try {
    return JSON.parse(sealing.open(Buffer.from(state, 'base64url'), sealedFor(keyId)));
  } catch {
    return undefined;
  }
}
