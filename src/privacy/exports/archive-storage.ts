import type { Kysely } from 'kysely';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../schema.ts';
import { type AccountExport, type ArchiveKey, findPart, insertPart } from './queries.ts';

/** An archive is stored in parts of this size, one in memory at a time. */
const partBytes = 1_000_000;

export interface Storage {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  /** When the claim expires, counted from the part that was just stored. */
  readonly until: () => Date;
}

/** Stores an archive while it is being made. @returns its size in bytes @throws ArchiveLost */
export async function storeArchive(
  { db, sealing, until }: Storage,
  { username, archiveId }: ArchiveKey,
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  let [bytes, position] = [0, 0];
  for await (const part of inParts(content)) {
    position += 1;
    bytes += part.length;
    const sealedContent = sealing.seal(part, partContext(archiveId, position));
    await insertPart(db, { username, archiveId, position, sealedContent }, until());
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
 * @throws Error when it is gone or incomplete, so that a truncated download does not look complete
 */
export async function* readArchive(
  { db, sealing }: Pick<Storage, 'db' | 'sealing'>,
  archive: ArchiveKey & Pick<AccountExport, 'size'>,
): AsyncGenerator<Uint8Array> {
  let rest = Number(archive.size);
  for (let position = 1; rest > 0; position += 1) {
    const sealed = await findPart(db, archive, position);
    if (!sealed) throw new Error('the archive was deleted during the download');
    const part = sealing.openBytes(sealed, partContext(archive.archiveId, position));
    rest -= part.length;
    yield part;
  }
}

function partContext(archiveId: string, position: number): string {
  return `account_export_part:${archiveId}:${position}`;
}
