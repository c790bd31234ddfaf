import type { KeyStoreKey } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { UserKeystoreKeyRow } from './tables.ts';

export function toKeystoreKey(row: UserKeystoreKeyRow): KeyStoreKey {
  const { label, username, globalid, key, comment, algorithm } = row;
  return {
    label,
    username,
    globalid,
    key,
    keydata: { timestamp: formatTimestamp(row.created_at), comment, algorithm },
  };
}
