import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { startGathering } from './seen-statuses.ts';
import { createDatabase, putTemplateIntoEnvironment, type Template, uniqueDatabaseName } from './template.ts';

/** Migrates one database, of which every test file gets a copy. */
export default async function setUp(): Promise<void> {
  startGathering();
  const serverUrl = process.env.TEST_DATABASE_URL;
  putTemplateIntoEnvironment(serverUrl ? await makeOnServer(serverUrl) : await makeImage());
}

async function makeOnServer(serverUrl: string): Promise<Template> {
  const name = uniqueDatabaseName('template');
  const handle = await openDatabase({ url: await createDatabase(serverUrl, name) });
  await migrateToLatest(handle.db);
  await handle.close();
  return { kind: 'postgres', serverUrl, name };
}

async function makeImage(): Promise<Template> {
  const engine = await PGlite.create();
  const { db, close } = await openDatabase({ engine });
  await migrateToLatest(db);
  const image = await engine.dumpDataDir('none');
  await close();
  const imagePath = join(mkdtempSync(join(tmpdir(), 'iyo-test-')), 'database.tar');
  writeFileSync(imagePath, Buffer.from(await image.arrayBuffer()));
  return { kind: 'embedded', imagePath };
}
