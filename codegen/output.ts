import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { GeneratedFiles } from './generate.ts';
import { generatedMark } from './writer.ts';

/** One difference between a folder and the generated files. */
export interface Difference {
  readonly file: string;
  readonly kind: 'stale' | 'new' | 'surplus';
  /** Details for the reader: for a stale file, the first line that differs. */
  readonly detail: string;
}

/** Compares a folder with freshly generated files. */
export function compareOutput(folder: string, files: GeneratedFiles): Difference[] {
  const present = existsSync(folder) ? readdirSync(folder).sort() : [];
  const surplus = present.filter((file) => !files.has(file) && isGenerated(join(folder, file)));
  return [
    ...[...files].flatMap(([file, expected]) => compareFile(folder, file, expected)),
    ...surplus.map(
      (file): Difference => ({
        file,
        kind: 'surplus',
        detail: 'should be gone: nothing in the contract gives this file',
      }),
    ),
  ];
}

function compareFile(folder: string, file: string, expected: string): Difference[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [{ file, kind: 'new', detail: 'is missing' }];
  const found = readOutput(path);
  if (found === expected) return [];
  return [
    {
      file,
      kind: 'stale',
      get detail() {
        return firstDifference(found, expected);
      },
    },
  ];
}

/** What files contained when they were last read: a watching generator reads only those that changed. */
const known = new Map<string, { readonly text: string; readonly state: string }>();

function readOutput(path: string): string {
  const { ino, mtimeNs, size } = statSync(path, { bigint: true });
  const state = [resolve(path), ino, mtimeNs, size].join();
  const last = known.get(path);
  if (last?.state === state) return last.text;
  const text = readFileSync(path, 'utf8');
  known.set(path, { text, state });
  return text;
}

function firstDifference(found: string, expected: string): string {
  const [have, want] = [found.split('\n'), expected.split('\n')];
  const line = want.findIndex((text, position) => text !== have[position]);
  const position = line === -1 ? want.length : line;
  return [
    `is stale from line ${position + 1} on`,
    `  - ${have[position] ?? '(end of file)'}`,
    `  + ${want[position] ?? '(end of file)'}`,
  ].join('\n');
}

/** Whether a file has the banner of this generator in its first lines. */
function isGenerated(path: string): boolean {
  return statSync(path).isFile() && generatedMark.test(readStart(path));
}

function readStart(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(600);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/**
 * Writes the generated files to the folder and removes outdated generated files. All other files, and folders, are left
 * alone.
 * @returns the files that are in the way, because they were not generated
 */
export function writeOutput(folder: string, files: GeneratedFiles): string[] {
  mkdirSync(folder, { recursive: true });
  const kept: string[] = [];
  for (const { file, kind } of compareOutput(folder, files)) {
    const path = join(folder, file);
    if (kind === 'surplus') rmSync(path);
    else if (kind === 'stale' && !isGenerated(path)) kept.push(file);
    else writeFileSync(path, files.get(file) ?? '');
  }
  return kept;
}
