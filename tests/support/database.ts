import type { Kysely } from 'kysely';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import type { Database } from '../../src/schema.ts';
import { takeEngine } from './shared-engine.ts';
import { shuffled } from './shuffled.ts';
import { copyTemplate, dropDatabase, templateFromEnvironment } from './template.ts';

export interface TestDatabase {
  readonly handle: DatabaseHandle;
  readonly db: Kysely<Database>;
  /** All statements so far, without values, oldest first. */
  statements(): readonly string[];
  /** The number of statements sent by `work`, including `begin` and `commit`. */
  countStatements(work: () => Promise<unknown>): Promise<number>;
  /** Closes the database and removes it. */
  close(): Promise<void>;
}

/** A migrated, empty database for one test file: open it in `beforeAll`, close it in `afterAll`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const statements: string[] = [];
  const onQuery = (sql: string) => void statements.push(sql);
  const { handle: opened, remove } = await openCopy(onQuery);
  const handle = shuffled(opened);
  return {
    handle,
    db: handle.db,
    statements: () => [...statements],
    async countStatements(work) {
      const before = statements.length;
      await work();
      return statements.length - before;
    },
    async close() {
      await handle.close();
      await remove();
    },
  };
}

interface Copy {
  readonly handle: DatabaseHandle;
  remove(): Promise<void>;
}

async function openCopy(onQuery: (sql: string) => void): Promise<Copy> {
  const template = templateFromEnvironment();
  if (template.kind === 'embedded') {
    const engine = await takeEngine(template.imagePath);
    return { handle: await openDatabase({ engine, onQuery }), remove: async () => {} };
  }
  const url = await copyTemplate(template);
  const handle = await openDatabase({ url, poolSize: 10, pipelines: 2, onQuery });
  return { handle, remove: () => dropDatabase(template.serverUrl, url) };
}
