import { type Command, Option } from 'commander';
import type { SigningAlgorithm } from '../../crypto/jwt.ts';
import { addSigningKey, listPublishedKeys, type StoredSigningKey } from '../../oauth/key-ring.ts';
import { leaf, type Options } from '../leaf.ts';
import { printResult, table } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { atWork } from '../workplace.ts';

interface GenerateOptions extends Options {
  readonly algorithm: SigningAlgorithm;
}

export function addKeysCommands(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description('the keys that sign tokens');
  leaf(keys, 'generate', 'make a key that signs from now on; the earlier ones stay published')
    .addOption(
      new Option(
        '--algorithm <name>',
        'ES384 signs access tokens; the others are for clients that ask for them',
      )
        .choices(['ES384', 'ES256', 'EdDSA'])
        .default('ES384'),
    )
    .action((options: GenerateOptions) => generateKey(surroundings, options));
  leaf(keys, 'list', 'show the published keys').action((options: Options) => listKeys(surroundings, options));
}

async function generateKey(
  surroundings: Surroundings,
  { json = false, algorithm }: GenerateOptions,
): Promise<void> {
  const kid = await atWork(surroundings, ({ db, sealing, now }) =>
    addSigningKey(db, sealing, now, algorithm),
  );
  printResult(
    surroundings,
    json,
    { kid, algorithm },
    `New ${algorithm} key ${kid}\nRunning servers use it within a minute.`,
  );
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
