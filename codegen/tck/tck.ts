import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkRaml } from '../check-raml.ts';
import { type Diagnostic, formatDiagnostic, sortDiagnostics } from '../diagnostics.ts';
import { acceptedKinds } from '../fragments.ts';
import { type GeneratedFiles, generateFrom } from '../generate.ts';
import { loadContract } from '../load.ts';
import type { OutputName } from '../outputs.ts';
import { withoutMistakes } from '../parser-mistakes.ts';
import { open } from '../profile.ts';
import { exceptions } from './exceptions.ts';

/** The result for one file of the RAML conformance kit. */
export interface Verdict {
  /** Relative to the kit. */
  readonly file: string;
  /** Whether a parser must accept it: `invalid` in its name means that it must not. */
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The generated files; not empty for an accepted API. */
  readonly files: GeneratedFiles;
}

const outputs: readonly OutputName[] = [
  'server.ts',
  ...(['types.ts', 'operations.ts', 'services.ts', 'routes.ts', 'openapi.json', 'client.ts'] as const),
];

/** All RAML files below a folder, in order. */
export function findCases(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.raml'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Generates from an API, an overlay, an extension or a library; only parses a fragment. */
export function judge(folder: string, file: string): Verdict {
  const valid = !/invalid/.test(file.slice(file.lastIndexOf('/') + 1));
  const loaded = loadContract(join(folder, file));
  if (loaded.root && !acceptedKinds(open).includes(loaded.kind)) {
    const broken = checkRaml(loaded.root, loaded.kind);
    const found = withoutMistakes(loaded.findings(), loaded.root, undefined, broken);
    const diagnostics = sortDiagnostics([...found, ...broken]);
    return { file, valid, diagnostics, files: new Map() };
  }
  return { file, valid, ...generateFrom(loaded, open, outputs) };
}

export function isRight({ valid, diagnostics }: Verdict): boolean {
  return valid === (diagnostics.length === 0);
}

/** Whether a case fails without being an exception, or passes although it is one. */
export function isUnexpected(verdict: Verdict): boolean {
  return isRight(verdict) === exceptions.has(verdict.file);
}

/** A diagnostic without a place, or one that only reports a crash. */
export function isUseless({ place, message }: Diagnostic): boolean {
  return place.file === '' || !(place.line >= 1) || /is not a function|Cannot read prop/.test(message);
}

export function describe(verdict: Verdict): string {
  const { file, valid, diagnostics } = verdict;
  const reason = exceptions.get(file) ?? 'NOT ON THE LIST OF EXCEPTIONS';
  if (!valid) return `accepted, though invalid: ${file} (${reason})`;
  return [
    `refused, though valid: ${file} (${reason})`,
    ...diagnostics.map((one) => `  ${formatDiagnostic(one)}`),
  ].join('\n');
}
