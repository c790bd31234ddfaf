import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { VerifiedClaims } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../db/database.ts';
import { Unauthenticated } from '../errors.ts';
import type { Credential } from './credentials.ts';
import { type Principal, siteClientId } from './principal.ts';
import { type AccessTokenRow, findAccessToken, hasApiKey } from './queries.ts';

/** Turns a credential into its principal. @throws Unauthenticated `invalid_token` */
export type Authenticate = (credential: Credential) => Promise<Principal>;

export interface AuthenticateParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** Checks a JWT's signature, issuer and times. */
  readonly verifyJwt: (token: string) => Promise<VerifiedClaims>;
}

export function createAuthenticate(parts: AuthenticateParts): Authenticate {
  return (credential) =>
    credential.kind === 'jwt' ? fromJwt(parts, credential.token) : fromOpaque(parts, credential.token);
}

async function fromOpaque({ db, clock }: AuthenticateParts, token: string): Promise<Principal> {
  const row = await findAccessToken(db, hashToken(token), clock.now());
  if (!row) throw new Unauthenticated('invalid_token', { detail: 'unknown or expired access token' });
  const { client_id: clientId, scopes } = row;
  if (row.username !== null) return { kind: kindOf(row), username: row.username, clientId, scopes };
  if (row.globalid !== null) return { kind: 'organization', globalid: row.globalid, clientId, scopes };
  throw new Unauthenticated('invalid_token', { detail: 'access token without a subject' });
}

function kindOf(row: AccessTokenRow): 'session' | 'apiKey' | 'thirdParty' {
  if (row.application_id !== null) return 'apiKey';
  return row.session_id !== null && row.client_id === siteClientId ? 'session' : 'thirdParty';
}

/** The claims of `oauth/jwt.ts`: a string `azp`, a list of scopes, and exactly one of `username` and `globalid`. */
async function fromJwt({ db, verifyJwt }: AuthenticateParts, token: string): Promise<Principal> {
  const { username, globalid, azp: clientId, scope } = await verifyJwt(token);
  const scopes = stringList(scope);
  if (typeof clientId !== 'string' || !scopes) throw foreignClaims();
  if (typeof username === 'string' && globalid === undefined) {
    const kind = (await hasApiKey(db, username, clientId)) ? 'apiKey' : 'thirdParty';
    return { kind, username, clientId, scopes };
  }
  if (typeof globalid === 'string' && username === undefined)
    return { kind: 'organization', globalid, clientId, scopes };
  throw foreignClaims();
}

function stringList(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
}

function foreignClaims(): Unauthenticated {
  return new Unauthenticated('invalid_token', { detail: 'a JWT that is no access token' });
}
