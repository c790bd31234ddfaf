import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { verifiesChallenge } from '../../authorization-requests/pkce.ts';
import { matchesCallback } from '../../authorization-requests/redirect-uri.ts';
import { invalidGrant, OAuthError } from '../../base/oauth-errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { Consent, Grant } from '../../tokens/access-tokens.ts';
import type { Client, OrganizationKey } from '../../tokens/clients.ts';
import {
  findAuthorizationCode,
  insertAuthorizationGrant,
  useAuthorizationCode,
} from '../../tokens/queries.ts';
import type { AuthorizationCodeRow } from '../../tokens/tables.ts';
import { endMisusedGrant } from '../audit-source.ts';
import { type Parameters, requiredParameter } from '../parameters.ts';
import { standingScopes } from '../standing.ts';
import type { GrantCall, PreparedGrant } from './prepared-grant.ts';

export interface CodeGrantDependencies {
  readonly db: Kysely<Database>;
  /** The public URL of this server. */
  readonly publicUrl: string;
}

/**
 * The authorization code grant (RFC 6749, section 4.1.3) for a client that has authenticated. The checks in order:
 * the code is known, unused, not expired; the client, the redirect URI and, if sent, the state are those of the
 * authorize request; the redirect URI belongs to the callback of the very key that is used; PKCE.
 *
 * A failed attempt does not use the code up, so that a client may mend its request, except for two that only a thief
 * makes: a wrong PKCE verifier, and redemption by another client. A used code that comes again ends all that was made
 * from it (RFC 9700, section 2.1.1).
 *
 * @throws OAuthError `invalid_grant`, `invalid_request`, `unauthorized_client`
 */
export async function authorizationCodeGrant(
  { db, publicUrl }: CodeGrantDependencies,
  client: Client,
  parameters: Parameters,
  call: GrantCall,
): Promise<PreparedGrant> {
  if (client.kind === 'user')
    throw new OAuthError('unauthorized_client', {
      description: 'An API key of a user cannot get authorization codes.',
    });
  const redirectUri = requiredParameter(parameters, 'redirect_uri');
  const code = await findUsableCode(db, requiredParameter(parameters, 'code'), call);
  if (code.client_id !== client.globalid) throw await takenByOther(db, code, call);
  if (code.redirect_uri !== redirectUri) throw invalidGrant('another redirect URI');
  const state = parameters.get('state');
  if (state !== undefined && state !== code.state) throw invalidGrant('another state');
  const key = keyFor(client, redirectUri, publicUrl);
  await checkPkce(db, code, key, parameters.get('code_verifier'), call.now);
  return prepare(db, code, key);
}

async function findUsableCode(
  db: Kysely<Database>,
  text: string,
  call: GrantCall,
): Promise<AuthorizationCodeRow> {
  const code = await findAuthorizationCode(db, hashToken(text));
  if (!code) throw invalidGrant('unknown code');
  if (code.used_at !== null) {
    const { grant_id: grantId, username, client_id: organization } = code;
    const misuse = { grantId, username, organization, token: 'code', how: 'again' } as const;
    await inTransaction(db, (trx) => endMisusedGrant(trx, misuse, call));
    throw invalidGrant('a used code came again');
  }
  if (code.expires_at < call.now) throw invalidGrant('expired code');
  return code;
}

/** Nobody can redeem the code after this; the trail tells who tried. */
async function takenByOther(
  db: Kysely<Database>,
  { code_hash, username, client_id: organization }: AuthorizationCodeRow,
  { now, source }: GrantCall,
): Promise<OAuthError> {
  const fields = { username, organization, token: 'code', how: 'otherClient' } as const;
  await inTransaction(db, async (trx) => {
    if (await useAuthorizationCode(trx, code_hash, now))
      await recordEvent(trx, source, 'token.misused', fields);
  });
  return invalidGrant('the code of another client; it is void now');
}

/** Nobody can redeem the code after this. */
async function burned(
  db: Kysely<Database>,
  code: AuthorizationCodeRow,
  now: Date,
  detail: string,
): Promise<OAuthError> {
  await useAuthorizationCode(db, code.code_hash, now);
  return invalidGrant(`${detail}; it is void now`);
}

interface UsedKey extends OrganizationKey {
  readonly isPublic: boolean;
}

/** The key whose secret was shown; of a public client's the oldest whose callback fits. */
function keyFor(client: Exclude<Client, { kind: 'user' }>, redirectUri: string, publicUrl: string): UsedKey {
  const isPublic = client.kind === 'public';
  const keys: readonly OrganizationKey[] = isPublic ? client.keys : [client];
  const key = keys.find(({ callbackUrl }) => matchesCallback(redirectUri, callbackUrl, publicUrl));
  if (!key) throw invalidGrant('the redirect URI does not belong to the API key');
  return { ...key, isPublic };
}

async function checkPkce(
  db: Kysely<Database>,
  code: AuthorizationCodeRow,
  key: UsedKey,
  verifier: string | undefined,
  now: Date,
): Promise<void> {
  const challenge = code.code_challenge;
  if (challenge === null && (key.isPublic || key.requiresPkce)) throw invalidGrant('PKCE is required');
  if ((challenge === null) !== (verifier === undefined)) throw invalidGrant('PKCE on one side only');
  if (challenge === null || verifier === undefined) return;
  if (!verifiesChallenge(verifier, challenge)) throw await burned(db, code, now, 'wrong code verifier');
}

async function prepare(
  db: Kysely<Database>,
  code: AuthorizationCodeRow,
  key: OrganizationKey,
): Promise<PreparedGrant> {
  const { username, client_id: clientId, grant_id: grantId } = code;
  const asked = code.scopes.filter((scope) => scope !== 'openid');
  const scopes = await standingScopes(db, { kind: 'consent', username, clientId }, asked);
  if (!scopes) throw invalidGrant('the user shares nothing with the client any more');
  const consent = consentOf(code);
  const { keyId: organizationKeyId, algorithm } = key;
  const grant: Grant = { username, clientId, ground: grantId, organizationKeyId, consent, scopes, algorithm };
  return {
    grant,
    redemption: {
      token: 'code',
      consent,
      refreshScopes: code.wants_offline ? asked : undefined,
      async use(trx, now) {
        if (!(await useAuthorizationCode(trx, code.code_hash, now))) return undefined;
        await insertAuthorizationGrant(trx, {
          grant_id: grantId,
          username,
          client_id: clientId,
          organization_key_id: organizationKeyId,
          origin_session_id: code.session_id,
          created_at: now,
          last_used_at: now,
        });
        return now;
      },
    },
  };
}

function consentOf(code: AuthorizationCodeRow): Consent {
  return {
    grantId: code.grant_id,
    style: code.scope_style,
    isOpenid: code.scopes.includes('openid'),
    nonce: code.nonce,
    amr: code.amr,
    authenticatedAt: code.authenticated_at,
    sessionId: code.session_id,
  };
}
