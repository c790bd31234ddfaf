import { Unauthenticated } from '../base/errors.ts';
import type { JwtVerifier, VerifiedClaims } from '../crypto/jwt.ts';

/** The claims that make a JWT an access token of this service. */
export interface AccessClaims {
  readonly isOrganization: boolean;
  /** A username, or the globalid of an organization. */
  readonly subject: string;
  /** `azp` */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly jti: string;
  /** The id of the basis: of a redeemed code, an organization's API key, or a user's API key. */
  readonly basisId: string;
  /** The hash of the opaque access token or refresh token that this JWT, or its earliest ancestor, was made with. */
  readonly origin: Buffer | undefined;
  /** The `jti` of each ancestor, earliest first, and of the JWT itself at the end. */
  readonly lineage: readonly string[];
  /** `aud`; empty when the JWT is for no particular audience. */
  readonly audience: readonly string[];
  /** `cnf`: the thumbprint of the key that the JWT is bound to (RFC 9449, section 6.1). */
  readonly jkt: string | undefined;
  /** `iss` */
  readonly issuer: string;
  /** Whether it gives access to userinfo; only JWTs of RFC 9068 can. */
  readonly isOpenid: boolean;
}

/** JWTs can be derived from derived ones. Each generation makes the `jti` longer. */
export const maximumGenerations = 20;

/** `<basis>.<uuid>`, or `<basis>.<origin>.<uuid>`. A derived JWT appends `.<uuid>` to the `jti` of its parent. */
const jtiForm = /^(([\w-]{1,100})(?:\.([\w-]{43}))?)((?:\.[\da-f-]{36}){1,20})$/;

/**
 * Reads verified claims. Requires a string `azp`, a list of scopes, exactly one of `username` and `globalid`, and a
 * `jti` that names the basis. ID tokens have none of these.
 * @throws Unauthenticated `invalid_token`
 */
export function readAccessClaims(claims: VerifiedClaims): AccessClaims {
  const { username, globalid, azp, scope, jti, aud = [] } = claims;
  const subject = username ?? globalid;
  const scopes = stringList(scope);
  const audience = stringList(typeof aud === 'string' ? [aud] : aud);
  const [, root = '', basisId, origin, uuids = ''] = (typeof jti === 'string' && jtiForm.exec(jti)) || [];
  if ((username === undefined) === (globalid === undefined) || typeof subject !== 'string')
    throw foreignClaims();
  if (typeof azp !== 'string' || !scopes || !audience || typeof jti !== 'string' || basisId === undefined)
    throw foreignClaims();
  return {
    isOrganization: username === undefined,
    subject,
    clientId: azp,
    scopes: scopes.filter((scope) => scope !== 'openid'),
    jti,
    basisId,
    origin: origin === undefined ? undefined : Buffer.from(origin, 'base64url'),
    lineage: lineageOf(root, uuids.split('.').slice(1)),
    audience,
    jkt: boundKey(claims.cnf),
    issuer: claims.iss,
    isOpenid: scopes.includes('openid'),
  };
}

/**
 * A verifier of RFC 9068 access tokens that renames their claims (section 2.2) to those of this service's other JWTs. A
 * client that acts for itself is the subject.
 */
export function withServiceClaimNames({ verify, verifyIgnoringExpiry }: JwtVerifier): JwtVerifier {
  return {
    verify: async (token) => renamed(await verify(token)),
    verifyIgnoringExpiry: async (token) => renamed(await verifyIgnoringExpiry(token)),
  };
}

function renamed(claims: VerifiedClaims): VerifiedClaims {
  const {
    client_id: azp,
    sub,
    scope,
    scopes = typeof scope === 'string' ? scope.split(' ') : scope,
  } = claims;
  return { ...claims, azp, scope: scopes, ...(sub === azp ? { globalid: sub } : { username: sub }) };
}

/** A JWT with an unknown confirmation method is refused. */
function boundKey(cnf: unknown): string | undefined {
  if (cnf === undefined) return undefined;
  if (typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string') return cnf.jkt;
  throw foreignClaims();
}

function lineageOf(root: string, uuids: readonly string[]): string[] {
  return uuids.map((_uuid, index) => [root, ...uuids.slice(0, index + 1)].join('.'));
}

/** `grant:<tag>` and `[<scope>]:<value>` are statements, not rights. They are computed again for each JWT. */
export function isStatement(scope: string): boolean {
  return scope.startsWith('grant:') || scope.startsWith('[');
}

function stringList(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
}

function foreignClaims(): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: 'the JWT is not an access token' });
}
