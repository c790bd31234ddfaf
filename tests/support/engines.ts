import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { createKeptStatements, type KeptStatements } from '../../src/db/protocol-client.ts';

/** The embedded engines of a jest worker: starting one takes longer than most test files, emptying one 30 ms. */
export interface Engines {
  /** @returns an engine with a migrated, empty database, for one user until `giveBack` */
  take(imagePath: string): Promise<TestEngine>;
  /** Empties the database for the next user; an engine whose schema was changed is closed instead. */
  giveBack(engine: TestEngine): Promise<void>;
}

export interface TestEngine {
  readonly pglite: PGlite;
  /** They outlive a user: parsing and planning takes longer than most statements run. */
  readonly keptStatements: KeptStatements;
  readonly schema: string;
  /** Changes when the schema changes, and is quick to read; temporary tables change it too. */
  readonly catalogs: string;
  /** Rows inserted by migrations, as JSON: table names and content. */
  readonly firstRows: readonly TableContent[];
}

interface TableContent {
  readonly table: string;
  readonly rows: string;
}

/** Little memory and no durability, since an engine ends with its worker. */
const settings = [
  'shared_buffers=16MB',
  'synchronous_commit=off',
  'full_page_writes=off',
  'track_activities=off',
];
const startParams = [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])];

const { setTimeout: plainTimeout } = globalThis;

/** Number of idle engines kept; each takes about 100 MB. */
const maximumWaiting = 2;

export function createEngines(): Engines {
  const waiting: TestEngine[] = [];
  const startInTurn = createQueue();
  return {
    take: async (imagePath) => waiting.pop() ?? (await startInTurn(() => start(imagePath))),
    async giveBack(engine) {
      const isUsable = await isAsBefore(engine);
      if (isUsable && waiting.length < maximumWaiting) waiting.push(engine);
      else await engine.pglite.close();
    },
  };
}

/** @returns a function that runs pieces of work one after the other */
function createQueue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

async function start(imagePath: string): Promise<TestEngine> {
  const restore = idleTimers();
  const image = new Blob([readFileSync(imagePath)]);
  const pglite = await PGlite.create({ loadDataDir: image, startParams }).finally(restore);
  const send = pglite.execProtocolRawSync.bind(pglite);
  pglite.execProtocolRawSync = (message) => withIdleTimers(() => send(message));
  return {
    pglite,
    keptStatements: createKeptStatements(),
    schema: await schemaOf(pglite),
    catalogs: await catalogsOf(pglite),
    firstRows: await contentOf(pglite),
  };
}

/** What `discard all` does, without `deallocate all` and `discard plans`. */
const discardAllButStatements = `close all; set session authorization default; reset all; unlisten *;
  select pg_advisory_unlock_all(); discard temp; discard sequences`;

/** Ends open transactions, and empties every table with rows. */
async function isAsBefore({ pglite, schema, catalogs, firstRows }: TestEngine): Promise<boolean> {
  await pglite.exec('rollback');
  await pglite.exec(discardAllButStatements);
  await pglite.exec('set search_path to public');
  if ((await catalogsOf(pglite)) !== catalogs && (await schemaOf(pglite)) !== schema) return false;
  await empty(pglite);
  for (const { table, rows } of firstRows) await fill(pglite, table, rows);
  return true;
}

/** Larger tables, which have grown by deleted rows, are truncated. */
const maximumTableBytes = 512 * 1024;

/**
 * Deleting without triggers takes a tenth of the time of `truncate`, which creates new files for a table and each
 * index.
 */
async function empty(pglite: PGlite): Promise<void> {
  const written = await tablesWithPages(pglite);
  const names = written.map(({ name }) => name).join(', ');
  if (written.some(({ bytes }) => bytes > maximumTableBytes))
    await pglite.exec(`truncate ${names} restart identity cascade`);
  const deletions = written.map(({ name }) => `delete from ${name};`).join('');
  await pglite.exec(`set session_replication_role to replica; ${deletions} reset session_replication_role`);
}

interface WrittenTable {
  readonly name: string;
  readonly bytes: number;
}

async function tablesWithPages(pglite: PGlite): Promise<WrittenTable[]> {
  const { rows } = await pglite.query<WrittenTable>(
    `select * from (
       select format('%I', relname) as name, pg_relation_size(oid)::int as bytes from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r') tables
     where bytes > 0`,
  );
  return rows;
}

async function contentOf(pglite: PGlite): Promise<TableContent[]> {
  const contents: TableContent[] = [];
  for (const { name: table } of await tablesWithPages(pglite)) {
    const sql = `select coalesce(json_agg(r), '[]')::text as rows from ${table} r`;
    const { rows } = await pglite.query<{ rows: string }>(sql);
    contents.push({ table, rows: rows[0]?.rows ?? '[]' });
  }
  return contents;
}

async function fill(pglite: PGlite, table: string, rows: string): Promise<void> {
  await pglite.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
    rows,
  ]);
}

/** For each catalog of the schema, the number of rows and the newest transaction that wrote one. */
async function catalogsOf(pglite: PGlite): Promise<string> {
  const catalogs = 'attribute attrdef constraint index namespace proc trigger'.split(' ');
  const facts = catalogs.map((name) => `select count(*), max(xmin::text::int8) from pg_${name}`);
  const { rows } = await pglite.query<{ facts: string }>(
    `select string_agg(concat_ws(' ', facts.*), ',') as facts from (${facts.join(' union all ')}) facts`,
  );
  return rows[0]?.facts ?? '';
}

/** A hash that changes with tables, columns, constraints, indexes, functions or triggers. */
async function schemaOf(pglite: PGlite): Promise<string> {
  const { rows } = await pglite.query<{ schema: string }>(
    `select md5(string_agg(part, ',' order by part)) as schema from (
       select concat(attrelid, attname, atttypid, atttypmod, attnotnull, attgenerated, attidentity) as part
         from pg_attribute
       union all select concat(adrelid, adnum, pg_get_expr(adbin, adrelid)) from pg_attrdef
       union all select concat(oid, pg_get_constraintdef(oid)) from pg_constraint
       union all select concat(indexrelid, indisvalid) from pg_index
       union all select concat(oid, nspname) from pg_namespace
       union all select concat(oid, prosrc) from pg_proc
       union all select concat(oid, tgenabled) from pg_trigger
     ) parts`,
  );
  return rows[0]?.schema ?? '';
}

/** Calls of `idleTimers` that are not yet restored. */
let idling = 0;

/**
 * Timers set by PostgreSQL for its statistics must not keep an idle worker alive.
 * @returns a function that restores normal timers
 */
function idleTimers(): () => void {
  const idle = (callback: () => void, delay?: number) =>
    plainTimeout(() => withIdleTimers(callback), delay).unref();
  idling += 1;
  globalThis.setTimeout = idle as typeof setTimeout;
  return () => {
    idling -= 1;
    if (idling === 0) globalThis.setTimeout = plainTimeout;
  };
}

function withIdleTimers<Result>(work: () => Result): Result {
  const restore = idleTimers();
  try {
    return work();
  } finally {
    restore();
  }
}
