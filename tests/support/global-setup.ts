import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { putImageIntoEnvironment } from './data-dir.ts';
import { startGathering } from './seen-statuses.ts';
import { createDatabase, putTemplateIntoEnvironment, type Template, uniqueDatabaseName } from './template.ts';

const imageFolder = 'node_modules/.cache/iyo-test';

/** Migrates one database, of which every test file gets a copy. */
export default async function setUp(): Promise<void> {
  startGathering();
  const serverUrl = process.env.TEST_DATABASE_URL;
  putTemplateIntoEnvironment(serverUrl ? await makeOnServer(serverUrl) : await findOrMakeImage());
}

async function makeOnServer(serverUrl: string): Promise<Template> {
  const name = uniqueDatabaseName('template');
  const handle = await openDatabase({ url: await createDatabase(serverUrl, name) });
  await migrateToLatest(handle);
  await handle.close();
  return { kind: 'postgres', serverUrl, name };
}

/** Stored under the hash of everything it is made from, so that most runs find it. */
async function findOrMakeImage(): Promise<Template> {
  mkdirSync(imageFolder, { recursive: true });
  const imagePath = join(imageFolder, `${hashOfMigrations()}.tar`);
  if (!existsSync(imagePath)) {
    removeOldImages();
    const unfinished = `${imagePath}.${process.pid}`;
    writeFileSync(unfinished, await makeImage());
    renameSync(unfinished, imagePath);
  }
  putImageIntoEnvironment(resolve(imagePath));
  return { kind: 'embedded', imagePath };
}

async function makeImage(): Promise<Uint8Array> {
  const engine = await PGlite.create();
  const handle = await openDatabase({ engine });
  await migrateToLatest(handle);
  const image = await engine.dumpDataDir('none');
  await handle.close();
  return new Uint8Array(await image.arrayBuffer());
}

/** Other runs may still use an image made today. */
function removeOldImages(): void {
  const yesterday = Date.now() - 24 * 3600 * 1000;
  for (const name of readdirSync(imageFolder)) {
    const path = join(imageFolder, name);
    if (statSync(path).mtimeMs < yesterday) rmSync(path);
  }
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const path of [
    'package-lock.json',
    'tests/support/global-setup.ts',
    ...filesIn('migrations'),
    ...filesIn('src/db'),
  ])
    hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}
