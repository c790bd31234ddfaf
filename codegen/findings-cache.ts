import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from './diagnostics.ts';
import type { LoadedContract } from './load.ts';

const ownFolder = fileURLToPath(new URL('./', import.meta.url));

/**
 * Caches the findings of a contract until one of its files or the generator changes: validating takes more than half
 * of a run.
 * @param packages the folder `node_modules`, in which build tools keep their caches; without it, nothing is cached
 * @param generator the folder of the generator's files
 */
export function rememberFindings(
  loaded: LoadedContract,
  packages = resolve('node_modules'),
  generator = ownFolder,
): LoadedContract {
  const [root] = loaded.files;
  if (!loaded.root || root === undefined || !existsSync(packages)) return loaded;
  const folder = join(packages, '.cache', 'codegen');
  const path = join(folder, `${digest([root])}.json`);
  return {
    ...loaded,
    findings: () => {
      const key = digest([...statesOf(generator), ...loaded.files.flatMap((file) => [file, textOf(file)])]);
      const known = read(path);
      if (known?.key === key) return known.findings;
      const findings = loaded.findings();
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, JSON.stringify({ key, findings } satisfies Remembered));
      return findings;
    },
  };
}

interface Remembered {
  readonly key: string;
  readonly findings: readonly Finding[];
}

function read(path: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Name, size and time of the files in a folder: reading them all would take longer than a cached run. */
function statesOf(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}

/** A file that is missing differs from one that is empty. */
function textOf(file: string): string {
  try {
    return `+${readFileSync(file, 'utf8')}`;
  } catch {
    return '-';
  }
}

function digest(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest('hex');
}
