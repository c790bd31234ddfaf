import type { Kysely, Transaction } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import { verifiesChallenge } from '../../authorization-requests/pkce.ts';
import { mayRespondAt, type RedirectRules } from '../../authorization-requests/redirect-uri.ts';
import type { Actor } from '../../base/actor.ts';
import { invalidGrant, type OAuthError } from '../../base/oauth-errors.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import type { Client, OrganizationKey } from '../../tokens/clients.ts';
import {
  type AuthorizationCode,
  findAuthorizationCode,
  insertAuthorizationGrant,
  useAuthorizationCode,
} from '../../tokens/code-queries.ts';
import type { Consent, Grant } from '../../tokens/grant.ts';
import { reportMisuse, voidStolenCode } from '../../tokens/misuse.ts';
import { audienceOf } from '../resources.ts';
import type { PreparedGrant } from './prepared-grant.ts';

export interface CodeGrantDependencies extends RedirectRules {
  readonly db: Kysely<Database>;
  readonly pkce: ProtocolSettings['pkce'];
}

/** The parameters of RFC 6749, section 4.1.3, and RFC 7636, section 4.5. */
export interface CodeRequest {
  readonly code: string;
  readonly redirectUri: string;
  /** Not in the RFC; compared when present. */
  readonly state: string | undefined;
  readonly codeVerifier: string | undefined;
  /** RFC 8707, section 2.2. */
  readonly resources: readonly string[];
}

/**
 * The authorization code grant (RFC 6749, section 4.1.3) for an authenticated client. Checks, in this order: the code
 * is known, unused and not expired; the client, the redirect URI and, if sent, the state match the authorize request;
 * the redirect URI belongs to the API key in use; PKCE.
 *
 * A failed attempt does not use up the code, so that a client can correct its request. Two failures do, because only a
 * thief causes them: a wrong PKCE verifier, and another client. Repeated use of a code ends everything that was made
 * from it (RFC 9700, section 2.1.1).
 *
 * @throws OAuthError `invalid_grant`, `invalid_target`
 */
export async function authorizationCodeGrant(
  deps: CodeGrantDependencies,
  actor: Actor,
  client: Exclude<Client, { kind: 'user' }>,
  { code: text, redirectUri, state, codeVerifier, resources }: CodeRequest,
): Promise<PreparedGrant> {
  const { db } = deps;
  const code = await findUsableCode(db, actor, text);
  if (code.clientId !== client.globalid) {
    await voidStolenCode(db, actor, code);
    throw invalidGrant('the code belongs to another client and is now void');
  }
  if (code.redirectUri !== redirectUri)
    throw invalidGrant('the redirect URI differs from the authorize request');
  if (state !== undefined && state !== code.state)
    throw invalidGrant('the state differs from the authorize request');
  const key = keyFor(client, redirectUri, deps);
  await checkPkce(deps, code, key, codeVerifier, actor.now);
  const audience = audienceOf(resources, code.resources);
  const useUp = (trx: Transaction<Database>, now: Date) => useAuthorizationCode(trx, code.codeHash, now);
  return prepareConsented(db, code, key, audience, useUp);
}

async function findUsableCode(db: Kysely<Database>, actor: Actor, text: string): Promise<AuthorizationCode> {
  const code = await findAuthorizationCode(db, hashToken(text));
  if (!code) throw invalidGrant('unknown code');
  if (code.usedAt !== null) {
    const { grantId, username, clientId: organization } = code;
    await reportMisuse(db, actor, { grantId, username, organization, token: 'code', how: 'again' });
    throw invalidGrant('the code was already used');
  }
  if (code.expiresAt < actor.now) throw invalidGrant('expired code');
  return code;
}

/** Voids a code. @returns the refusal to throw */
async function voidCode(
  db: Kysely<Database>,
  code: AuthorizationCode,
  now: Date,
  detail: string,
): Promise<OAuthError> {
  await useAuthorizationCode(db, code.codeHash, now);
  return invalidGrant(`${detail}; the code is now void`);
}

/** The API key that authenticated; for a public client the oldest key with a matching callback. */
function keyFor(
  client: Exclude<Client, { kind: 'user' }>,
  redirectUri: string,
  rules: RedirectRules,
): OrganizationKey {
  const keys = client.kind === 'public' ? client.keys : [client];
  const key = keys.find((each) => mayRespondAt(redirectUri, client.globalid, each, rules));
  if (!key) throw invalidGrant('the redirect URI does not belong to the API key');
  return key;
}

async function checkPkce(
  { db, pkce }: CodeGrantDependencies,
  code: AuthorizationCode,
  key: OrganizationKey,
  verifier: string | undefined,
  now: Date,
): Promise<void> {
  const challenge = code.codeChallenge;
  const isRequired = key.isPublic || key.requiresPkce || pkce === 'required';
  if (challenge === null && isRequired) throw invalidGrant('PKCE is required');
  if ((challenge === null) !== (verifier === undefined))
    throw invalidGrant('PKCE in only one of the two requests');
  if (challenge === null || verifier === undefined) return;
  if (!verifiesChallenge(verifier, challenge)) throw await voidCode(db, code, now, 'wrong code verifier');
}

/** What a user consented to, redeemable once. */
export type RedeemableConsent = Omit<
  AuthorizationCode,
  'codeHash' | 'redirectUri' | 'state' | 'codeChallenge' | 'createdAt' | 'expiresAt' | 'usedAt'
>;

/**
 * Prepares the grant of a consent, with the scopes that are effective now.
 * @param useUp uses up the code in the transaction that stores the tokens. It resolves to false when the code was
 * already used.
 * @throws OAuthError `invalid_grant` when the user no longer shares anything with the client
 */
export async function prepareConsented(
  db: Kysely<Database>,
  code: RedeemableConsent,
  key: OrganizationKey,
  audience: readonly string[],
  useUp: (trx: Transaction<Database>, now: Date) => Promise<boolean>,
): Promise<PreparedGrant> {
  const { username, clientId, grantId } = code;
  const requested = code.scopes.filter((scope) => scope !== 'openid');
  const basis = { kind: 'consent', username, clientId } as const;
  const effective = await effectiveScopes(db, basis, [...requested, 'offline_access']);
  const scopes = effective?.filter((scope) => scope !== 'offline_access');
  if (!effective || !scopes) throw invalidGrant('the user no longer shares anything with the client');
  const consent = consentOf(code);
  const { keyId: organizationKeyId, algorithm, claimsInIdToken, tellsGroups } = key;
  const { hasJwtAccessTokens, isNotifiedOfLogout } = key;
  const subject = { basis, basisId: grantId, clientId, organizationKeyId, algorithm };
  const claimChoices = { claimsInIdToken, tellsGroups };
  const choices = { claimChoices, hasJwtAccessTokens, isNotifiedOfLogout };
  const grant: Grant = { ...subject, ...choices, consent, scopes, audience };
  return {
    grant,
    redemption: {
      token: 'code',
      consent,
      jkt: code.jkt ?? undefined,
      refreshScopes: code.wantsOffline && effective.includes('offline_access') ? requested : undefined,
      async use(trx, now) {
        if (!(await useUp(trx, now))) return undefined;
        const originSessionId = code.sessionId;
        const { idTokenClaims, resources } = code;
        const of = { grantId, username, clientId, organizationKeyId, originSessionId };
        await insertAuthorizationGrant(trx, { ...of, idTokenClaims, resources, now });
        return { began: now };
      },
    },
  };
}

function consentOf(code: RedeemableConsent): Consent {
  return {
    grantId: code.grantId,
    style: code.scopeStyle,
    isOpenid: code.scopes.includes('openid'),
    nonce: code.nonce,
    amr: code.amr,
    authenticatedAt: code.authenticatedAt,
    sessionId: code.sessionId,
    idTokenClaims: code.idTokenClaims,
    resources: code.resources,
  };
}
