import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The encryption key of a development server: made once and kept in the data directory, readable by its owner only.
 * Production servers are given theirs by setting (see `config.ts`).
 * @param dataDir made if missing
 * @returns 32 bytes
 */
export async function developmentKey(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'encryption.key');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await createOnce(file);
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a 32-byte key in base64`);
  return key;
}

async function createOnce(file: string): Promise<void> {
  try {
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
