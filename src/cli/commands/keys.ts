import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../crypto/jwt.ts';
import { keyRingSeconds } from '../../tokens/key-ring.ts';
import {
  createFirstSigningKey,
  type IntroducedKey,
  type Introduction,
  importAndIntroduceKey,
  retireSigningKey,
  rotateSigningKey,
} from '../../tokens/key-rotation.ts';
import { listPublishedKeys, type StoredSigningKey } from '../../tokens/signing-key-queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult, table } from '../output.ts';

interface GenerateOptions extends Options {
  readonly algorithm: SigningAlgorithm;
}

interface ImportOptions extends Options {
  /** Hours until the key begins to sign. */
  readonly after?: number;
}

type RotateOptions = GenerateOptions & ImportOptions;

const algorithmOption = () =>
  new Option('--algorithm <name>', 'ES384 signs access tokens; clients can request the others')
    .choices([...signingAlgorithms])
    .default('ES384');

const afterOption = () =>
  new Option('--after <hours>', 'hours until it signs (default 24; at least two minutes)').argParser(hours);

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
  addCommand(keys, 'retire <kid>', 'withdraw a key at once; tokens it signed are no longer accepted').action(
    (kid: string, options: Options) => retireKey(environment, kid, options),
  );
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
  const key = await withMigratedDatabase(environment, (context) =>
    createFirstSigningKey(context, systemActor(context.now), algorithm),
  );
  printIntroduced(environment, key, json);
}

async function rotateKey(
  environment: Environment,
  { json = false, algorithm, after }: RotateOptions,
): Promise<void> {
  const key = await withMigratedDatabase(environment, (context) =>
    rotateSigningKey(context, systemActor(context.now), algorithm, introduction(after)),
  );
  printIntroduced(environment, key, json);
}

async function importKey(
  environment: Environment,
  file: string,
  { json = false, after }: ImportOptions,
): Promise<void> {
  const key = await withMigratedDatabase(environment, async (context) =>
    importAndIntroduceKey(
      context,
      systemActor(context.now),
      await readFile(file, 'utf8'),
      introduction(after),
    ),
  );
  printIntroduced(environment, key, json);
}

function introduction(hours: number | undefined): Introduction {
  return { leadSeconds: hours === undefined ? undefined : hours * 3600 };
}

function printIntroduced(
  environment: Environment,
  { kid, algorithm, signsFrom }: IntroducedKey,
  json: boolean,
): void {
  const moment = signsFrom.toISOString();
  const text = `New ${algorithm} key ${kid}\nIt is published now and signs from ${moment}. Servers load it within ${keyRingSeconds} seconds.`;
  printResult(environment, json, { kid, algorithm, signs_from: moment }, text);
}

async function retireKey(environment: Environment, kid: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) =>
    retireSigningKey(context, systemActor(context.now), kid),
  );
  printResult(
    environment,
    json,
    { kid },
    `Withdrawn: ${kid}\nServers refuse it within ${keyRingSeconds} seconds.`,
  );
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

function describe({ kid, algorithm, signsFrom, signsUntil, expiresAt }: StoredSigningKey) {
  return {
    kid,
    algorithm,
    signs_from: signsFrom.toISOString(),
    signs_until: signsUntil?.toISOString() ?? null,
    expires_at: expiresAt?.toISOString() ?? null,
  };
}
