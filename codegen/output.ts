import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFiles } from './generate.ts';

/** One way in which a folder differs from what the contract gives. */
export interface Difference {
  readonly file: string;
  readonly kind: 'stale' | 'new' | 'surplus';
  /** What to show the reader: for a stale file the first line that differs. */
  readonly detail: string;
}

/** Compares a folder with freshly generated files. */
export function compareOutput(folder: string, files: GeneratedFiles): Difference[] {
  const present = existsSync(folder) ? readdirSync(folder).sort() : [];
  const surplus = present.filter((file) => !files.has(file));
  return [
    ...[...files].flatMap(([file, wanted]) => compareFile(folder, file, wanted)),
    ...surplus.map(
      (file): Difference => ({
        file,
        kind: 'surplus',
        detail: 'should be gone: nothing in the contract gives this file',
      }),
    ),
  ];
}

function compareFile(folder: string, file: string, wanted: string): Difference[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [{ file, kind: 'new', detail: 'is missing' }];
  const found = readFileSync(path, 'utf8');
  return found === wanted ? [] : [{ file, kind: 'stale', detail: firstDifference(found, wanted) }];
}

function firstDifference(found: string, wanted: string): string {
  const [have, want] = [found.split('\n'), wanted.split('\n')];
  const line = want.findIndex((text, position) => text !== have[position]);
  const position = line === -1 ? want.length : line;
  return [
    `is stale from line ${position + 1} on`,
    `  - ${have[position] ?? '(end of file)'}`,
    `  + ${want[position] ?? '(end of file)'}`,
  ].join('\n');
}

/** Makes the folder hold exactly the generated files; others in it are removed. */
export function writeOutput(folder: string, files: GeneratedFiles): void {
  mkdirSync(folder, { recursive: true });
  for (const { file, kind } of compareOutput(folder, files)) {
    if (kind === 'surplus') rmSync(join(folder, file), { recursive: true });
    else writeFileSync(join(folder, file), files.get(file) ?? '');
  }
}
