import { type Kysely, sql } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';

/** What a stored access token says about its bearer. */
export interface AccessTokenRow {
  readonly username: string | null;
  readonly globalid: string | null;
  readonly client_id: string;
  readonly application_id: string | null;
  readonly granted_to: string | null;
  readonly session_id: string | null;
  readonly scopes: readonly string[];
}

const accessTokenQuery = prepareQuery((db, value: ValueOf<{ hash: Buffer; now: Date }>) =>
  db
    .selectFrom('access_tokens')
    .select(['username', 'globalid', 'client_id', 'application_id', 'granted_to', 'session_id', 'scopes'])
    .where('token_hash', '=', value('hash'))
    .where('expires_at', '>=', value('now')),
);

/** A token that is known and not expired; its last moment counts as inside (oauth: "boundary inclusive"). */
export async function findAccessToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<AccessTokenRow | undefined> {
  const [row] = await accessTokenQuery(db, { hash, now });
  return row;
}

/** What a JWT stands on. */
export type BasisKind = 'apiKey' | 'thirdParty' | 'organization';

interface BasisValues {
  readonly subject: string;
  readonly clientId: string;
  readonly ground: string;
  readonly jti: string;
  readonly tree: Buffer | null;
  readonly isOrganization: boolean;
}

/**
 * The ground is a redeemed code of this user and client, an API key of the user, or one of the organization that allows
 * client credentials.
 */
const basisQuery = prepareQuery((db, value: ValueOf<BasisValues>) => ({
  compile: () =>
    sql<{ kind: BasisKind }>`
      select kind from (
        select 'thirdParty' as kind, false as is_organization from authorization_grants
        where grant_id = ${value('ground')} and username = ${value('subject')}
          and client_id = ${value('clientId')}
        union all
        select 'apiKey', false from user_api_keys
        where application_id = ${value('ground')} and username = ${value('subject')}
          and application_id = ${value('clientId')}
        union all
        select 'organization', true from organization_api_keys
        where key_id = ${value('ground')} and globalid = ${value('subject')}
          and globalid = ${value('clientId')} and allows_client_credentials
      ) as grounds
      where is_organization = ${value('isOrganization')}
        and not exists (select from revoked_jwts where jti = ${value('jti')})
        and (${value('tree')}::bytea is null
          or exists (select from refresh_tokens where token_hash = ${value('tree')}))`.compile(db),
}));

/** What tells a JWT access token from others, as `AccessClaims` has it. */
export type JwtBasisClaims = Omit<BasisValues, 'tree'> & { readonly tree: Buffer | undefined };

/**
 * What a JWT stands on at this moment, in one statement; undefined when it was revoked, or its ground or the refresh
 * token behind it is gone.
 */
export async function findJwtBasis(
  db: Kysely<Database>,
  { subject, clientId, ground, jti, tree, isOrganization }: JwtBasisClaims,
): Promise<BasisKind | undefined> {
  const [row] = await basisQuery(db, { subject, clientId, ground, jti, tree: tree ?? null, isOrganization });
  return row?.kind;
}
