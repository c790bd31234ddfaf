import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The encryption key of a development server: created once and kept in the data directory, readable only by
 * its owner. Production servers get theirs from a setting (`src/base/config.ts`).
 * @param dataDir created if missing
 * @returns 32 bytes
 * @throws Error when the file holds something else
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
