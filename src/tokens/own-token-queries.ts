import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { invalidClient } from '../base/oauth-errors.ts';
import { hashToken } from '../crypto/tokens.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import { accessTokenEnd } from './access-tokens.ts';
import {
  type ClientRow,
  clientRows,
  type PresentedClient,
  presentedClient,
  toClient,
} from './client-queries.ts';
import type { FindClient } from './clients.ts';
import { ownScopes } from './grant.ts';

/**
 * Finds a client and stores a token for it, if it may have one (client credentials grant). One statement, because
 * programs request such tokens very often.
 * @throws OAuthError `invalid_client` when the API key was deleted in the meantime
 */
export function insertOwnToken(
  accessToken: string,
  now: Date,
  audience: readonly string[],
  organizationScopes = ownScopes,
): FindClient {
  return async (db, sealing, clientId, clientSecret) => {
    // Node copies objects many times faster when a spread is not first in an object literal.
    const values = {
      tokenHash: hashToken(accessToken),
      grantId: randomUUID(),
      expiresAt: accessTokenEnd(now),
      audience,
      organizationScopes,
      ...presentedClient(sealing, clientId, clientSecret, now),
    };
    const rows = await issueQuery(db, values).catch((error: unknown) => {
      if (isForeignKeyViolation(error)) throw invalidClient(false);
      throw error;
    });
    return rows[0] && toClient(clientId, rows[0]);
  };
}

interface StoredToken {
  readonly tokenHash: Buffer;
  readonly grantId: string;
  readonly expiresAt: Date;
  readonly audience: readonly string[];
  readonly organizationScopes: readonly string[];
}

/** Inserts the same row as `issueAccessToken` for `ownGrant`. */
const issueQuery = prepareQuery((db, value: ValueOf<PresentedClient & StoredToken>) => ({
  compile: () =>
    sql<ClientRow>`
      with client as (${clientRows(value)}),
      issued as (
        insert into access_tokens (
          token_hash, grant_id, username, globalid, client_id, application_id, organization_key_id, scopes,
          audience, created_at, expires_at
        )
        select ${value('tokenHash')}::bytea, ${value('grantId')}, username,
          case when username is null then ${value('clientId')} end, ${value('clientId')},
          case when username is not null then key_id end, case when username is null then key_id end,
          case when username is null then ${value('organizationScopes')}::text[] else scopes end,
          ${value('audience')}::text[], ${value('now')}::timestamptz, ${value('expiresAt')}::timestamptz
        from client where allows_client_credentials and not jwt_access_tokens
      )
      select * from client`.compile(db),
}));
