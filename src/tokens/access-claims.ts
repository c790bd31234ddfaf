import { Unauthenticated } from '../base/errors.ts';
import type { VerifiedClaims } from '../crypto/jwt.ts';

/** The claims that make a JWT an access token of this service. */
export interface AccessClaims {
  readonly isOrganization: boolean;
  /** A username, or the globalid of an organization. */
  readonly subject: string;
  /** `azp` */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly jti: string;
  /** Why the token exists: the id of a redeemed code, of an organization's API key, or of a user's. */
  readonly ground: string;
  /** The hash of the refresh token that the JWT, or the one it was derived from, was made with. */
  readonly tree: Buffer | undefined;
  /** `aud`: for whom the JWT was made, if for anybody in particular. */
  readonly audience: readonly string[];
}

/** `<ground>.<uuid>`, or `<ground>.<tree>.<uuid>` where a refresh token is behind the JWT. */
const jtiForm = /^([\w-]{1,100})(?:\.([\w-]{43}))?\.[\da-f-]{36}$/;

/**
 * Reads verified claims: a string `azp`, a list of scopes, exactly one of `username` and `globalid`, and a `jti` that
 * names the ground. ID tokens have none of these.
 * @throws Unauthenticated `invalid_token`
 */
export function readAccessClaims(claims: VerifiedClaims): AccessClaims {
  const { username, globalid, azp, scope, jti, aud = [] } = claims;
  const subject = username ?? globalid;
  const scopes = stringList(scope);
  const audience = stringList(typeof aud === 'string' ? [aud] : aud);
  const [, ground, tree] = (typeof jti === 'string' && jtiForm.exec(jti)) || [];
  if ((username === undefined) === (globalid === undefined) || typeof subject !== 'string')
    throw foreignClaims();
  if (typeof azp !== 'string' || !scopes || !audience || typeof jti !== 'string' || ground === undefined)
    throw foreignClaims();
  return {
    isOrganization: username === undefined,
    subject,
    clientId: azp,
    scopes,
    jti,
    ground,
    tree: tree === undefined ? undefined : Buffer.from(tree, 'base64url'),
    audience,
  };
}

function stringList(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
}

function foreignClaims(): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: 'a JWT that is no access token' });
}
