import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type SigningAlgorithm, signingAlgorithms } from '../../crypto/jwt.ts';
import { generateSigningKey, importSigningKey, type SigningKeyRow } from '../../crypto/signing-keys.ts';
import { keysInForce, listPublishedKeys, type StoredSigningKey } from '../../tokens/key-ring.ts';
import { introduceSigningKey, retireSigningKey } from '../../tokens/key-rotation.ts';
import { addCommand, type Options } from '../add-command.ts';
import { type CommandContext, withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult, table } from '../output.ts';
import { CliProblem } from '../problem.ts';

interface GenerateOptions extends Options {
  readonly algorithm: SigningAlgorithm;
}

interface ImportOptions extends Options {
  /** Hours until the key signs. */
  readonly after?: number;
}

type RotateOptions = GenerateOptions & ImportOptions;

const algorithmOption = () =>
  new Option('--algorithm <name>', 'ES384 signs access tokens; the others are for clients that ask for them')
    .choices([...signingAlgorithms])
    .default('ES384');

const afterOption = () =>
  new Option('--after <hours>', 'when it begins to sign (24 by default; two minutes at least)').argParser(
    hours,
  );

export function addKeysCommands(program: Command, environment: Environment): void {
  const keys = program.command('keys').description('manage the keys that sign tokens');
  addCommand(keys, 'generate', 'create the first key of an algorithm; it signs at once')
    .addOption(algorithmOption())
    .action((options: GenerateOptions) => generateKey(environment, options));
  addCommand(keys, 'rotate', 'create the next key; it is published now and signs from tomorrow')
    .addOption(algorithmOption())
    .addOption(afterOption())
    .action((options: RotateOptions) => rotateKey(environment, options));
  addCommand(keys, 'import <pem>', 'import a private key from a PEM file as the next or the first key')
    .addOption(afterOption())
    .action((file: string, options: ImportOptions) => importKey(environment, file, options));
  // One key id in 64 begins with a hyphen.
  addCommand(keys, 'retire <kid>', 'withdraw a key at once; tokens it signed are no longer accepted')
    .allowUnknownOption()
    .action((kid: string, options: Options) => retireKey(environment, kid, options));
  addCommand(keys, 'list', 'show the published keys').action((options: Options) =>
    listKeys(environment, options),
  );
}

function hours(text: string): number {
  if (!/^\d{1,4}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number of hours.');
  return Number(text);
}

async function generateKey(
  environment: Environment,
  { json = false, algorithm }: GenerateOptions,
): Promise<void> {
  await withMigratedDatabase(environment, async (place) => {
    const keys = await listPublishedKeys(place.db, place.now);
    if (keysInForce(keys, place.now).some((key) => key.algorithm === algorithm))
      throw new CliProblem(
        'key_exists',
        `there is already a ${algorithm} key: create the next one with "iyo keys rotate"`,
      );
    await introduce(environment, place, await generateSigningKey(place.sealing, algorithm), { json });
  });
}

function rotateKey(environment: Environment, { algorithm, ...options }: RotateOptions): Promise<void> {
  return withMigratedDatabase(environment, async (place) =>
    introduce(environment, place, await generateSigningKey(place.sealing, algorithm), options),
  );
}

function importKey(environment: Environment, file: string, options: ImportOptions): Promise<void> {
  return withMigratedDatabase(environment, async (place) => {
    const pem = await readFile(file, 'utf8');
    await introduce(environment, place, await importSigningKey(place.sealing, pem), options);
  });
}

async function introduce(
  environment: Environment,
  { db, now }: CommandContext,
  key: SigningKeyRow,
  { json = false, after }: ImportOptions,
): Promise<void> {
  const signsFrom = await introduceSigningKey(db, key, {
    now,
    ...(after !== undefined && { leadSeconds: after * 3600 }),
  });
  const { kid, algorithm } = key;
  const moment = signsFrom.toISOString();
  const text = `New ${algorithm} key ${kid}\nIt is published now and signs from ${moment}. Servers load it within a minute.`;
  printResult(environment, json, { kid, algorithm, signs_from: moment }, text);
}

async function retireKey(environment: Environment, kid: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, ({ db, now }) => retireSigningKey(db, kid, now));
  printResult(environment, json, { kid }, `Withdrawn: ${kid}\nServers refuse it within a minute.`);
}

async function listKeys(environment: Environment, { json = false }: Options): Promise<void> {
  const keys = await withMigratedDatabase(environment, async ({ db, now }) =>
    (await listPublishedKeys(db, now)).map(describe),
  );
  const rows = keys.map((key) => [
    key.kid,
    key.algorithm,
    key.signs_from,
    key.signs_until ?? '-',
    key.expires_at ?? '-',
  ]);
  const text =
    keys.length === 0
      ? 'No signing keys yet. Create one with "iyo keys generate".'
      : table(['KEY', 'ALGORITHM', 'SIGNS FROM', 'UNTIL', 'PUBLISHED UNTIL'], rows);
  printResult(environment, json, keys, text);
}

function describe({ kid, algorithm, signs_from, signs_until, expires_at }: StoredSigningKey) {
  return {
    kid,
    algorithm,
    signs_from: signs_from.toISOString(),
    signs_until: signs_until?.toISOString() ?? null,
    expires_at: expires_at?.toISOString() ?? null,
  };
}
