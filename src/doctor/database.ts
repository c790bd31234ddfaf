import { statfs } from 'node:fs/promises';
import type { DatabaseHandle } from '../db/connection.ts';
import type { MigrationStatus } from '../db/migrate.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import type { DatabaseFacts } from './queries.ts';

export interface DatabaseCheck {
  readonly kind: DatabaseHandle['kind'];
  readonly facts: DatabaseFacts;
  readonly status: MigrationStatus;
  /** How long the database took to answer. */
  readonly milliseconds: number;
  /** How many connections this server may open. */
  readonly connections: number;
  /** Folder of the embedded database. */
  readonly dataDir: string;
}

type Rule = readonly [
  applies: boolean,
  code: FindingCode,
  values?: Readonly<Record<string, string | number>>,
];

const oldestVersion = 150_000;
const slowMilliseconds = 50;
/** The minimum share of free disk space. */
const minimumFree = 0.05;

/** Checks whether the database meets the requirements of this server. */
export async function checkDatabase(check: DatabaseCheck): Promise<Finding[]> {
  const { kind, facts, status, milliseconds, dataDir } = check;
  const { applied, pending, unknown } = status;
  const rules: readonly Rule[] = [
    [facts.isReadOnly, 'databaseReadOnly'],
    [pending.length > 0, 'schemaBehind', { count: pending.length }],
    [unknown.length > 0, 'schemaAhead', { names: unknown.join(', ') }],
    ...(kind === 'postgres' ? rulesOfServer(check) : []),
    [milliseconds > slowMilliseconds, 'slowDatabase', { milliseconds }],
    [kind === 'embedded' && (await isNearlyFull(dataDir)), 'fullDisk', { folder: dataDir }],
  ];
  const found = rules
    .filter(([applies]) => applies)
    .map(([, code, values]) => finding('database', code, values));
  if (found.length > 0) return found;
  const version = kind === 'embedded' ? 'PGlite' : `PostgreSQL ${facts.versionText}`;
  return [finding('database', 'databaseFine', { version, milliseconds, schema: applied.at(-1) ?? '-' })];
}

function rulesOfServer({ facts, connections }: DatabaseCheck): Rule[] {
  const { version, versionText, closedTables, encoding, isolation, unsafe, maxConnections } = facts;
  return [
    [version < oldestVersion, 'oldPostgres', { version: versionText }],
    [closedTables.length > 0, 'missingPrivileges', { tables: closedTables.join(', ') }],
    [!facts.mayCreate, 'noSchemaPrivilege'],
    [encoding !== 'UTF8', 'wrongEncoding', { encoding }],
    [isolation !== 'read committed', 'otherIsolation', { isolation }],
    [unsafe.length > 0, 'unsafeWrites', { names: unsafe.join(', ') }],
    [connections > maxConnections, 'fewConnections', { pool: connections, most: maxConnections }],
  ];
}

async function isNearlyFull(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail < disk.blocks * minimumFree;
}
