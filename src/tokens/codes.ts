import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { hashToken, randomToken, tokenBytes } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { insertAuthorizationCode } from './code-queries.ts';
import type { ScopeList } from './scopes.ts';

/** What a user consented to, as the token endpoint needs it. */
export interface CodeContent {
  readonly username: string;
  /** The globalid of the client. The user's authorization for it must exist. */
  readonly clientId: string;
  /** Exactly as in the request. */
  readonly redirectUri: string;
  readonly state?: string | undefined;
  /** The authorized scopes, in the names and order of the request; with `openid`, without `offline_access`. */
  readonly scopes: ScopeList;
  readonly wantsOffline?: boolean | undefined;
  readonly nonce?: string | undefined;
  /** An S256 challenge (RFC 7636, section 4.2). */
  readonly codeChallenge?: string | undefined;
  /** Claims that the request asks for in the ID token. */
  readonly idTokenClaims?: readonly string[];
  /** The resources that the request asks tokens for (RFC 8707). */
  readonly resources?: readonly string[];
  /** The thumbprint of the client's key (RFC 9449, section 10). */
  readonly jkt?: string | undefined;
  readonly sessionId: string | null;
  /** How (RFC 8176) and when the user signed in. */
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
}

/** How long a code can be redeemed, including the moment of expiry. */
export interface CodeLifetime {
  readonly now: Date;
  /** Setting `IYO_CODE_SECONDS`. */
  readonly seconds: number;
}

/**
 * Stores an authorization code (RFC 6749, section 4.1.2); only its hash is stored.
 * @returns the code, 28 characters
 */
export async function issueAuthorizationCode(
  trx: Transaction<Database>,
  content: CodeContent,
  { now, seconds }: CodeLifetime,
): Promise<string> {
  const code = randomToken(tokenBytes.authorizationCode);
  await insertAuthorizationCode(trx, {
    codeHash: hashToken(code),
    username: content.username,
    clientId: content.clientId,
    grantId: randomUUID(),
    sessionId: content.sessionId,
    redirectUri: content.redirectUri,
    state: content.state ?? null,
    scopes: content.scopes.scopes,
    scopeStyle: content.scopes.style,
    wantsOffline: content.wantsOffline ?? false,
    nonce: content.nonce ?? null,
    codeChallenge: content.codeChallenge ?? null,
    idTokenClaims: content.idTokenClaims ?? [],
    resources: content.resources ?? [],
    jkt: content.jkt ?? null,
    amr: content.amr,
    authenticatedAt: content.authenticatedAt,
    createdAt: now,
    expiresAt: new Date(now.getTime() + seconds * 1000),
  });
  return code;
}
