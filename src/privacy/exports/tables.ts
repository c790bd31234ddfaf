import type { Generated } from 'kysely';
import type { BigInteger, Bytes, Timestamp } from '../../db/columns.ts';

/** The latest export of each account. `archive_id` changes with each attempt to make it. */
export interface AccountExportTable {
  username: string;
  archive_id: string;
  language: string;
  attempts: Generated<number>;
  requested_at: Timestamp;
  available_at: Timestamp;
  claimed_until: Timestamp | null;
  ready_at: Timestamp | null;
  failed_at: Timestamp | null;
  /** The size of the archive in bytes. */
  size: BigInteger | null;
  /** When it can no longer be downloaded, or its failure is no longer shown; null while it is being made. */
  expires_at: Timestamp | null;
}

/** The parts of an archive, each small enough for memory, numbered from 1. */
export interface AccountExportPartTable {
  username: string;
  archive_id: string;
  position: number;
  sealed_content: Bytes;
}
