import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { defaultOutputs, type OutputName, outputNames } from './outputs.ts';
import { lenient, open, type Profile, strict } from './profile.ts';

/** The content of `codegen.config.json`; everything is optional. */
export interface Config {
  readonly contract: string;
  readonly out: string;
  readonly profile: Profile;
  readonly outputs: readonly OutputName[];
}

/** An invalid configuration or command line; the message says what to change. */
export class UsageError extends Error {}

/** An invalid configuration file; the usage is not printed. */
export class ConfigurationError extends UsageError {}

/**
 * The configuration of each contract: the file holds one, or a list.
 * @param given path of the configuration file; if omitted, the default file may be missing
 */
export function readConfigs(given: string | undefined): readonly [Config, ...Config[]] {
  const path = given ?? 'codegen.config.json';
  const file = basename(path);
  if (given !== undefined && !existsSync(given)) throw new ConfigurationError(`${given} does not exist`);
  const [first, ...others] = existsSync(path)
    ? parse(path)
    : [{ value: {}, source: { file: path, path: [] } }];
  const configs = [configOf(first), ...others.map(configOf)] as const;
  const folders = configs.map(({ out }) => resolve(out));
  const shared = configs.find((_, position) => folders.indexOf(folders[position] ?? '') < position);
  if (!shared) return configs;
  throw new ConfigurationError(
    `two contracts in ${file} share the folder "${shared.out}"; each needs one of its own`,
  );
}

/** The configuration of one contract in a file. */
interface Source {
  readonly value: Given;
  readonly source: { readonly file: string; readonly path: readonly number[] };
}

function configOf({ value: given, source }: Source): Config {
  const file = basename(source.file);
  refuseUnknown(given, ['contract', 'out', 'profile', 'outputs', 'names'], file);
  const names = recordIn(given, 'names', file);
  refuseUnknown(names, ['operations', 'types', 'services'], file);
  return {
    contract: textIn(given, 'contract', file) ?? 'api.raml',
    out: textIn(given, 'out', file) ?? 'generated',
    profile: {
      ...profileNamed(textIn(given, 'profile', file) ?? 'open', file),
      names: {
        operations: namesIn(names, 'operations', file),
        types: namesIn(names, 'types', file),
        services: namesIn(names, 'services', file),
        source,
      },
    },
    outputs: outputsIn(given, file),
  };
}

type Given = Readonly<Record<string, unknown>>;

function parse(path: string): readonly [Source, ...Source[]] {
  const file = basename(path);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigurationError(`${file} is no valid JSON`);
  }
  if (isRecord(value)) return [{ value, source: { file: path, path: [] } }];
  if (Array.isArray(value) && value.every(isRecord)) {
    const [first, ...others] = value.map((one, place) => ({
      value: one,
      source: { file: path, path: [place] },
    }));
    if (first) return [first, ...others];
  }
  throw new ConfigurationError(`${file} must be an object, or a list of them`);
}

function isRecord(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(given: Given, known: readonly string[], file: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new ConfigurationError(`${file} has an unknown setting "${unknown}"; there are ${known.join(', ')}`);
}

function textIn(given: Given, key: string, file: string): string | undefined {
  const value = given[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new ConfigurationError(`"${key}" in ${file} must be a text`);
}

function recordIn(given: Given, key: string, file: string): Given {
  const value = given[key] ?? {};
  if (isRecord(value)) return value;
  throw new ConfigurationError(`"${key}" in ${file} must be an object`);
}

function namesIn(given: Given, key: string, file: string): Readonly<Record<string, string>> {
  const names = recordIn(given, key, file);
  return Object.fromEntries(Object.keys(names).map((name) => [name, textIn(names, name, file) ?? '']));
}

/** @throws UsageError when there is no such profile */
export function profileNamed(name: string, where: string): Profile {
  const found = [strict, open, lenient].find((profile) => profile.name === name);
  if (found) return found;
  throw new UsageError(`unknown profile "${name}" in ${where}; there are strict, open and lenient`);
}

function outputsIn(given: Given, file: string): readonly OutputName[] {
  const requested = given.outputs ?? defaultOutputs;
  if (!Array.isArray(requested))
    throw new ConfigurationError(`"outputs" in ${file} must be a list of file names`);
  const unknown = requested.find((name) => !outputNames.includes(name));
  if (unknown === undefined) return requested;
  throw new ConfigurationError(`unknown output "${unknown}" in ${file}; there are ${outputNames.join(', ')}`);
}
