import type { Kysely } from 'kysely';
import { systemClock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import { readConfig } from '../base/read-config.ts';
import { createSealing, type Sealing } from '../crypto/sealing.ts';
import type { DatabaseHandle } from '../db/connection.ts';
import { migrateToLatest } from '../db/migrate.ts';
import type { Database } from '../schema.ts';
import type { Environment } from './environment.ts';

/** What a command that uses the database works with. */
export interface CommandContext {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly now: Date;
}

/** Runs `work` on the configured database, without migrating it, and closes it. @throws ConfigError */
export async function withDatabase<Result>(
  environment: Environment,
  work: (database: DatabaseHandle, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment.variables);
  const database = await environment.openDatabase(config);
  try {
    return await work(database, config);
  } finally {
    await database.close();
  }
}

/** Migrates the configured database, runs `work` on it, and closes it. @throws ConfigError */
export function withMigratedDatabase<Result>(
  environment: Environment,
  work: (workplace: CommandContext) => Promise<Result>,
): Promise<Result> {
  return withDatabase(environment, async (database, config) => {
    const { encryptionKeysOf } = await import('../preparation.ts');
    await migrateToLatest(database);
    const sealing = createSealing(await encryptionKeysOf(config));
    return work({ config, db: database.db, sealing, now: systemClock.now() });
  });
}
