import type { Kysely } from 'kysely';
import { systemClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { createSealing, type Sealing } from '../crypto/sealing.ts';
import type { Database } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createLog } from '../log.ts';

/** What a command that works on the database is given. */
export interface Workplace {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly now: Date;
}

/** Settings from the environment of this process. @throws ConfigError */
export function settings(): Config {
  return readConfig(process.env);
}

/** Runs `work` on the configured database, as it is, and closes it. */
export async function withDatabase<Result>(
  config: Config,
  work: (db: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const { openConfiguredDatabase } = await import('../server.ts');
  const database = await openConfiguredDatabase(config, createLog({ level: 'silent', format: 'json' }));
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
}

/** Runs `work` on the configured database with its schema brought up to date, and closes it. */
export async function atWork<Result>(work: (workplace: Workplace) => Promise<Result>): Promise<Result> {
  const config = settings();
  const { encryptionKeysOf } = await import('../server.ts');
  return withDatabase(config, async (db) => {
    await migrateToLatest(db);
    const sealing = createSealing(await encryptionKeysOf(config));
    return work({ config, db, sealing, now: systemClock.now() });
  });
}
