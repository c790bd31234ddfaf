import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import { randomToken, tokenBytes } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import { secretPurposes } from '../../tokens/clients.ts';
import { insertApiKey } from './queries.ts';
import type { OrganizationApiKeyRow } from './tables.ts';

/** An API key to make; label and callback are valid already. */
export interface NewApiKey {
  readonly globalid: string;
  readonly label: string;
  /** Empty when the key is not for signing people in. */
  readonly callbackUrl?: string | undefined;
  readonly allowsClientCredentials?: boolean | undefined;
  readonly isPublic?: boolean | undefined;
  readonly requiresPkce?: boolean | undefined;
  readonly algorithm?: OrganizationApiKeyRow['token_algorithm'] | undefined;
  readonly createdAt: Date;
  /** Whether the secret can be read again later, or is shown this once. */
  readonly keepsSecret: boolean;
}

/**
 * Makes an API key of an organization. The secret is kept as a keyed hash, and sealed if it may be read again.
 * @returns the secret, 52 characters
 * @throws Conflict `label_in_use`, or NotFound `organization_not_found`
 */
export async function createOrganizationApiKey(
  db: Kysely<Database>,
  sealing: Sealing,
  key: NewApiKey,
): Promise<string> {
  const secret = randomToken(tokenBytes.organizationSecret);
  const keyId = randomUUID();
  await insertApiKey(db, {
    globalid: key.globalid,
    key_id: keyId,
    label: key.label,
    secret_hash: sealing.keyedHash(secret, secretPurposes.organization),
    sealed_secret: key.keepsSecret ? sealing.seal(secret, secretContext(keyId)) : null,
    callback_url: key.callbackUrl ?? '',
    allows_client_credentials: key.allowsClientCredentials ?? false,
    is_public: key.isPublic ?? false,
    requires_pkce: key.requiresPkce ?? false,
    token_algorithm: key.algorithm ?? 'ES384',
    created_at: key.createdAt,
    last_used_at: null,
  });
  return secret;
}

/** The secret of a stored key; empty when it was shown once and not kept. */
export function openSecret(sealing: Sealing, keyId: string, sealed: Buffer | null): string {
  return sealed === null ? '' : sealing.open(sealed, secretContext(keyId));
}

/** Binds a sealed secret to its key, whatever label it has by now. */
function secretContext(keyId: string): string {
  return `organization_api_key:${keyId}`;
}
