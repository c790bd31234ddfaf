import type { Kysely } from 'kysely';
import { systemClock } from '../base/clock.ts';
import { type Config, readConfig } from '../base/config.ts';
import { createSealing, type Sealing } from '../crypto/sealing.ts';
import { migrateToLatest } from '../db/migrate.ts';
import type { Database } from '../schema.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command that works on the database is given. */
export interface Workplace {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly now: Date;
}

/** Runs `work` on the configured database, as it is, and closes it. @throws ConfigError */
export async function withDatabase<Result>(
  surroundings: Surroundings,
  work: (db: Kysely<Database>, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(surroundings.variables);
  const database = await surroundings.openDatabase(config);
  try {
    return await work(database.db, config);
  } finally {
    await database.close();
  }
}

/** Runs `work` on the configured database with its schema brought up to date, and closes it. @throws ConfigError */
export function atWork<Result>(
  surroundings: Surroundings,
  work: (workplace: Workplace) => Promise<Result>,
): Promise<Result> {
  return withDatabase(surroundings, async (db, config) => {
    const { encryptionKeysOf } = await import('../server.ts');
    await migrateToLatest(db);
    const sealing = createSealing(await encryptionKeysOf(config));
    return work({ config, db, sealing, now: systemClock.now() });
  });
}
