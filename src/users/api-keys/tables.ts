import type { Generated } from 'kysely';
import type { Bytes, NullableBytes, Timestamp } from '../../db/columns.ts';

/** API keys of users. Deleting a key deletes the tokens got with it; renaming does not. */
export interface UserApiKeyTable {
  username: string;
  application_id: string;
  label: string;
  secret_hash: Bytes;
  sealed_secret: NullableBytes;
  scopes: Generated<string[]>;
  position: number;
  created_at: Timestamp;
  last_used_at: Timestamp | null;
}
