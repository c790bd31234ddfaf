import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../schema.ts';
import { findPart, insertPart } from './queries.ts';
import type { AccountExportRow } from './tables.ts';

/** So much of an archive is in memory at once. */
const partBytes = 1_000_000;

type ArchiveKey = Pick<AccountExportRow, 'username' | 'archive_id'>;

export interface Storage {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  /** How long the claim is to last after a part was stored. */
  readonly until: () => Date;
}

/** Stores an archive as it comes. @returns its bytes @throws ArchiveLost */
export async function storeArchive(
  { db, sealing, until }: Storage,
  { username, archive_id }: ArchiveKey,
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  let [bytes, position] = [0, 0];
  for await (const part of inParts(content)) {
    position += 1;
    bytes += part.length;
    const sealed_content = sealing.seal(part, partContext(archive_id, position));
    await insertPart(db, { username, archive_id, position, sealed_content }, until());
  }
  return bytes;
}

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [waiting, bytes]: [Uint8Array[], number] = [[], 0];
  for await (const chunk of content) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < partBytes) continue;
    yield Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}

/**
 * Reads an archive part by part.
 * @throws Error when it is not there any more or not whole: whoever gets it must not take it for the whole
 */
export async function* readArchive(
  { db, sealing }: Pick<Storage, 'db' | 'sealing'>,
  archive: ArchiveKey & Pick<AccountExportRow, 'size'>,
): AsyncGenerator<Uint8Array> {
  let rest = Number(archive.size);
  for (let position = 1; rest > 0; position += 1) {
    const sealed = await findPart(db, archive, position);
    if (!sealed) throw new Error('the archive was deleted during the download');
    const part = sealing.openBytes(sealed, partContext(archive.archive_id, position));
    rest -= part.length;
    yield part;
  }
}

function partContext(archiveId: string, position: number): string {
  return `account_export_part:${archiveId}:${position}`;
}
