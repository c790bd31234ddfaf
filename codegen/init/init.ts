import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../config.ts';
import { type Generation, generate } from '../generate.ts';
import { type OutputName, outputNames } from '../outputs.ts';
import type { Profile } from '../profile.ts';
import { mainFile, packageFile, servicesFile, tsconfigFile } from './files.ts';

/** The outputs of the starter project: without the reference and without outputs that need packages. */
const outputs: readonly OutputName[] = outputNames.filter(
  (name) => !name.startsWith('documentation.') && name !== 'validators.js',
);

export interface Starter {
  readonly generation: Generation;
  /** Files written, relative to the folder. */
  readonly written: readonly string[];
  /** Existing files, left alone. */
  readonly kept: readonly string[];
}

/**
 * Creates a project that serves a contract, with generated files and services to implement. The contract is copied if
 * it is not in the folder. Only `package.json` is changed if it exists.
 * @throws UsageError if a file of the contract is outside its folder and therefore cannot be copied
 */
export function init(contract: string, folder: string, profile: Profile): Starter {
  const generation = generate(contract, profile, outputs);
  const { api, diagnostics } = generation;
  if (!api || diagnostics.length > 0) return { generation, written: [], kept: [] };
  const own = copyContract(contract, folder, generation.sources);
  const config = { profile: profile.name, contract: own, out: 'generated', outputs };
  const files = new Map([
    ['package.json', packageFile(api, folder, read(join(folder, 'package.json')))],
    ['tsconfig.json', tsconfigFile()],
    ['codegen.config.json', `${JSON.stringify(config, undefined, 2)}\n`],
    ['src/main.ts', mainFile(api)],
    ['src/services.ts', servicesFile(api)],
    ...[...generation.files].map(([name, text]): [string, string] => [`generated/${name}`, text]),
  ]);
  const kept = [...files.keys()].filter((file) => file !== 'package.json' && existsSync(join(folder, file)));
  const written = [...files].filter(([file]) => !kept.includes(file));
  for (const [file, text] of written) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return { generation, written: written.map(([file]) => file), kept };
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** @returns the new path of the contract, relative to the folder */
function copyContract(contract: string, folder: string, sources: readonly string[]): string {
  const inside = relative(resolve(folder), resolve(contract));
  if (!inside.startsWith('..')) return inside;
  const from = dirname(resolve(contract));
  for (const source of sources.filter((file) => existsSync(file))) {
    const name = relative(from, source);
    if (name.startsWith('..')) throw new UsageError(`${name} lies outside of the folder of the contract`);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (!existsSync(join(folder, name))) copyFileSync(source, join(folder, name));
  }
  return basename(contract);
}
