import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type OutputName, outputNames, usualOutputs } from './outputs.ts';
import { open, type Profile, strict } from './profile.ts';

/** What `codegen.config.json` says; everything may be left out. */
export interface Config {
  readonly contract: string;
  readonly out: string;
  readonly profile: Profile;
  readonly outputs: readonly OutputName[];
}

/** A configuration or command line that cannot be followed; the message says what to change. */
export class UsageError extends Error {}

/** @param path of the configuration file; one that does not exist says nothing */
export function readConfig(path: string): Config {
  const file = basename(path);
  const given = existsSync(path) ? parse(path, file) : {};
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
      },
    },
    outputs: outputsIn(given, file),
  };
}

type Given = Readonly<Record<string, unknown>>;

function parse(path: string, file: string): Given {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(`${file} is no valid JSON`);
  }
  if (!isRecord(value)) throw new UsageError(`${file} must be an object`);
  return value;
}

function isRecord(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(given: Given, known: readonly string[], file: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new UsageError(`${file} has an unknown setting "${unknown}"; there are ${known.join(', ')}`);
}

function textIn(given: Given, key: string, file: string): string | undefined {
  const value = given[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`"${key}" in ${file} must be a text`);
}

function recordIn(given: Given, key: string, file: string): Given {
  const value = given[key] ?? {};
  if (isRecord(value)) return value;
  throw new UsageError(`"${key}" in ${file} must be an object`);
}

function namesIn(given: Given, key: string, file: string): Readonly<Record<string, string>> {
  const names = recordIn(given, key, file);
  return Object.fromEntries(Object.keys(names).map((name) => [name, textIn(names, name, file) ?? '']));
}

/** @throws UsageError when there is no such profile */
export function profileNamed(name: string, where: string): Profile {
  if (name === 'strict') return strict;
  if (name === 'open') return open;
  throw new UsageError(`unknown profile "${name}" in ${where}; there are strict and open`);
}

function outputsIn(given: Given, file: string): readonly OutputName[] {
  const wanted = given.outputs ?? usualOutputs;
  if (!Array.isArray(wanted)) throw new UsageError(`"outputs" in ${file} must be a list of file names`);
  const unknown = wanted.find((name) => !outputNames.includes(name));
  if (unknown === undefined) return wanted;
  throw new UsageError(`unknown output "${unknown}" in ${file}; there are ${outputNames.join(', ')}`);
}
