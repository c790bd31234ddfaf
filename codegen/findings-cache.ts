import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Finding } from './diagnostics.ts';
import type { LoadedContract } from './load.ts';

/**
 * Caches the findings of a contract until one of its files changes: validating takes more than half of a run.
 * @param packages the folder `node_modules`, in which build tools keep their caches; without it, nothing is cached
 */
export function rememberFindings(loaded: LoadedContract, packages = resolve('node_modules')): LoadedContract {
  const [root] = loaded.files;
  if (!loaded.root || root === undefined || !existsSync(packages)) return loaded;
  const folder = join(packages, '.cache', 'codegen');
  const path = join(folder, `${digest([root])}.json`);
  return {
    ...loaded,
    findings: () => {
      const key = digest(loaded.files.flatMap((file) => [file, textOf(file)]));
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
