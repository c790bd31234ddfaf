import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const variable = 'IYO_TEST_IMAGE';

export function putImageIntoEnvironment(imagePath: string): void {
  process.env[variable] = imagePath;
}

/**
 * A folder for servers with their own embedded database, whatever database the tests use; remove it in `afterAll`. If
 * the run has an image of a migrated database, the folder contains it: creating one takes longer than a dozen starts.
 */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'iyo-data-'));
  const imagePath = process.env[variable];
  if (imagePath === undefined) return dataDir;
  const folder = join(dataDir, 'database');
  mkdirSync(folder, { mode: 0o700 });
  execFileSync('tar', ['-xf', imagePath, '-C', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  return dataDir;
}
