import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type SigningAlgorithm, signingAlgorithms } from '../../crypto/jwt.ts';
import { generateSigningKey, importSigningKey, type SigningKeyRow } from '../../crypto/signing-keys.ts';
import { keysInForce, listPublishedKeys, type StoredSigningKey } from '../../tokens/key-ring.ts';
import { introduceSigningKey, retireSigningKey } from '../../tokens/key-rotation.ts';
import { leaf, type Options } from '../leaf.ts';
import { printResult, table } from '../output.ts';
import { CliProblem } from '../problem.ts';
import type { Surroundings } from '../surroundings.ts';
import { atWork, type Workplace } from '../workplace.ts';

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

export function addKeysCommands(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description('the keys that sign tokens');
  leaf(keys, 'generate', 'make the first key of an algorithm; it signs from now on')
    .addOption(algorithmOption())
    .action((options: GenerateOptions) => generateKey(surroundings, options));
  leaf(keys, 'rotate', 'make the next key: published now, signing tomorrow; the old one stays published')
    .addOption(algorithmOption())
    .addOption(afterOption())
    .action((options: RotateOptions) => rotateKey(surroundings, options));
  leaf(keys, 'import <pem>', 'take over a private key from a PEM file, as the next or the first one')
    .addOption(afterOption())
    .action((file: string, options: ImportOptions) => importKey(surroundings, file, options));
  // One key id in 64 begins with a hyphen.
  leaf(keys, 'retire <kid>', 'withdraw a key at once: what it signed is worth nothing any more')
    .allowUnknownOption()
    .action((kid: string, options: Options) => retireKey(surroundings, kid, options));
  leaf(keys, 'list', 'show the published keys').action((options: Options) => listKeys(surroundings, options));
}

function hours(text: string): number {
  if (!/^\d{1,4}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number of hours.');
  return Number(text);
}

async function generateKey(
  surroundings: Surroundings,
  { json = false, algorithm }: GenerateOptions,
): Promise<void> {
  await atWork(surroundings, async (place) => {
    const keys = await listPublishedKeys(place.db, place.now);
    if (keysInForce(keys, place.now).some((key) => key.algorithm === algorithm))
      throw new CliProblem('key_exists', `there is a ${algorithm} key: "iyo keys rotate" makes the next one`);
    await introduce(surroundings, place, await generateSigningKey(place.sealing, algorithm), { json });
  });
}

function rotateKey(surroundings: Surroundings, { algorithm, ...options }: RotateOptions): Promise<void> {
  return atWork(surroundings, async (place) =>
    introduce(surroundings, place, await generateSigningKey(place.sealing, algorithm), options),
  );
}

function importKey(surroundings: Surroundings, file: string, options: ImportOptions): Promise<void> {
  return atWork(surroundings, async (place) => {
    const pem = await readFile(file, 'utf8');
    await introduce(surroundings, place, await importSigningKey(place.sealing, pem), options);
  });
}

async function introduce(
  surroundings: Surroundings,
  { db, now }: Workplace,
  key: SigningKeyRow,
  { json = false, after }: ImportOptions,
): Promise<void> {
  const signsFrom = await introduceSigningKey(db, key, {
    now,
    ...(after !== undefined && { leadSeconds: after * 3600 }),
  });
  const { kid, algorithm } = key;
  const moment = signsFrom.toISOString();
  const text = `New ${algorithm} key ${kid}\nIt is published now and signs from ${moment}. Servers know it within a minute.`;
  printResult(surroundings, json, { kid, algorithm, signs_from: moment }, text);
}

async function retireKey(surroundings: Surroundings, kid: string, { json = false }: Options): Promise<void> {
  await atWork(surroundings, ({ db, now }) => retireSigningKey(db, kid, now));
  printResult(surroundings, json, { kid }, `Withdrawn: ${kid}\nServers refuse it within a minute.`);
}

async function listKeys(surroundings: Surroundings, { json = false }: Options): Promise<void> {
  const keys = await atWork(surroundings, async ({ db, now }) =>
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
      ? 'No signing keys yet: "iyo keys generate" makes one.'
      : table(['KEY', 'ALGORITHM', 'SIGNS FROM', 'UNTIL', 'PUBLISHED UNTIL'], rows);
  printResult(surroundings, json, keys, text);
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
