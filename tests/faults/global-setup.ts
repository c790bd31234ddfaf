import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { findServerUser, makeCluster } from '../support/throw-away-postgres.ts';
import { giveToServer, openPostgres } from './postgres.ts';
import { findPrograms } from './programs.ts';
import { startReport } from './report.ts';
import { putTemplate } from './template.ts';

/** Creates a PostgreSQL with a migrated database, of which every test file gets a copy. */
export default async function setUp(): Promise<void> {
  const { postgres } = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'iyo-faults-'));
  putTemplate({ folder, data: join(folder, 'data') });
  startReport();
  try {
    chmodSync(folder, 0o755);
    giveToServer(folder);
    makeCluster(postgres, folder, findServerUser());
    await migrate(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function migrate(folder: string): Promise<void> {
  const server = await openPostgres(folder);
  const handle = await openDatabase({ url: server.url });
  await migrateToLatest(handle);
  await handle.close();
  await server.stop();
}
