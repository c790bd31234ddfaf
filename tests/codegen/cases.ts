import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Generation, generate } from '../../codegen/generate.ts';
import { outputNames } from '../../codegen/outputs.ts';
import { open, strict } from '../../codegen/profile.ts';

const folder = fileURLToPath(new URL('./cases/', import.meta.url));

/** One behaviour of the generator: a small contract, and what it has to give; `open-` names the profile. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly generation: Generation;
  /** Wanted files by name; only those the case is about. */
  readonly wanted: ReadonlyMap<string, string>;
  /** Wanted diagnostics, one a line; undefined when there must be none. */
  readonly diagnostics: string | undefined;
}

/** All cases, generated once. */
export function readCases(): Case[] {
  return readdirSync(folder).sort().map(readCase);
}

/** Validators are compared with those that openapi-backend makes at run time: validators.test.ts. */
const outputs = outputNames.filter((name) => name !== 'validators.js');

function readCase(name: string): Case {
  const path = join(folder, name);
  const wanted = readdirSync(path).filter((file) => /\.(ts|json|html)$/.test(file));
  const diagnostics = join(path, 'diagnostics.txt');
  return {
    name,
    folder: path,
    generation: generate(join(path, 'api.raml'), name.startsWith('open-') ? open : strict, outputs),
    wanted: new Map(wanted.map((file) => [file, readFileSync(join(path, file), 'utf8')])),
    diagnostics: existsSync(diagnostics) ? readFileSync(diagnostics, 'utf8') : undefined,
  };
}
