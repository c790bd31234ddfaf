import type { KeyStoreKey } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { KeystoreKey } from './queries.ts';

export function toKeystoreKey(stored: KeystoreKey): KeyStoreKey {
  const { label, username, globalid, key, comment, algorithm, createdAt } = stored;
  return {
    label,
    username,
    globalid,
    key,
    keydata: { timestamp: formatTimestamp(createdAt), comment, algorithm },
  };
}
