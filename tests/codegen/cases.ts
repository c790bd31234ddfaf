import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Generation, generate } from '../../codegen/generate.ts';
import { outputNames } from '../../codegen/outputs.ts';
import { open, strict } from '../../codegen/profile.ts';

const folder = fileURLToPath(new URL('./cases/', import.meta.url));

/** One behaviour of the generator: a small contract and the expected output; names with `open-` use that profile. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly generation: Generation;
  /** Expected files by name; only those that matter to the case. */
  readonly expected: ReadonlyMap<string, string>;
  /** Expected diagnostics, one a line; undefined if there must be none. */
  readonly diagnostics: string | undefined;
}

export function readCases(): Case[] {
  return readdirSync(folder).sort().map(readCase);
}

/** All but the validators, which validators.test.ts compares with those that openapi-backend compiles at run time. */
const outputs = outputNames.filter((name) => name !== 'validators.js');

function readCase(name: string): Case {
  const path = join(folder, name);
  const expected = readdirSync(path).filter((file) => /\.(ts|json|html)$/.test(file));
  const diagnostics = join(path, 'diagnostics.txt');
  return {
    name,
    folder: path,
    generation: generate(join(path, 'api.raml'), name.startsWith('open-') ? open : strict, outputs),
    expected: new Map(expected.map((file) => [file, readFileSync(join(path, file), 'utf8')])),
    diagnostics: existsSync(diagnostics) ? readFileSync(diagnostics, 'utf8') : undefined,
  };
}
