import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from '../../src/schema.ts';
import type { Statement } from './statements.ts';

/** A node in the output of `explain (format json)`; times in milliseconds, per loop. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'CTE Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Plan Rows': number;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Actual Total Time': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly Plan: PlanNode;
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

/** What determines the cost of a statement. */
export interface PlanSummary {
  readonly text: string;
  readonly planningMs: number;
  readonly executionMs: number;
  /** Pages of tables and indexes that were read. */
  readonly pages: number;
  /** The nodes that took most time, without their children. */
  readonly top: readonly string[];
  /** Sequential scans of tables with many rows. */
  readonly bigScans: readonly string[];
}

/** Runs a read-only statement again, with `explain`. */
export async function explain(
  db: Kysely<Database>,
  { text, values }: Statement,
  bigTables: ReadonlySet<string>,
): Promise<PlanSummary> {
  const query = CompiledQuery.raw(`explain (analyze, buffers, format json) ${text}`, [...values]);
  const { rows } = await db.executeQuery(query as CompiledQuery<{ 'QUERY PLAN': readonly Explained[] }>);
  const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!explained) throw new Error(`no plan: ${text}`);
  return summary(text, explained, bigTables);
}

function summary(text: string, explained: Explained, bigTables: ReadonlySet<string>): PlanSummary {
  const nodes = allNodes(explained.Plan);
  const byTime = [...nodes].sort((a, b) => ownTime(b) - ownTime(a));
  const scans = nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' && bigTables.has(node['Relation Name'] ?? '') && loops(node) > 0,
  );
  return {
    text,
    planningMs: explained['Planning Time'],
    executionMs: explained['Execution Time'],
    pages: explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks'],
    top: byTime.slice(0, 3).map(describe),
    bigScans: scans.map(describe),
  };
}

/** Tables large enough for a sequential scan to matter. */
export async function listBigTables(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const query = CompiledQuery.raw(`select relname from pg_class
    where relkind = 'r' and reltuples >= 1000 and relnamespace = 'public'::regnamespace`);
  const { rows } = await db.executeQuery(query as CompiledQuery<{ relname: string }>);
  return new Set(rows.map((row) => row.relname));
}

/** The same plan as text, for readers. */
export async function planText(db: Kysely<Database>, { text, values }: Statement): Promise<string> {
  const query = CompiledQuery.raw(`explain (analyze, buffers) ${text}`, [...values]);
  const { rows } = await db.executeQuery(query as CompiledQuery<{ 'QUERY PLAN': string }>);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

function allNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allNodes)];
}

function loops(node: PlanNode): number {
  return node['Actual Loops'];
}

function totalTime(node: PlanNode): number {
  return node['Actual Total Time'] * loops(node);
}

/** A CTE is evaluated where it is read but listed elsewhere, so its time is counted in its own nodes. */
function ownTime(node: PlanNode): number {
  if (node['CTE Name'] !== undefined) return 0;
  const below = (node.Plans ?? []).filter((child) => child['Parent Relationship'] !== 'InitPlan');
  return Math.max(0, totalTime(node) - below.reduce((sum, child) => sum + totalTime(child), 0));
}

function describe(node: PlanNode): string {
  const what = node['Index Name'] ?? node['Relation Name'] ?? node['Subplan Name'];
  const rows = `${whole(node['Actual Rows'])} rows (expected ${whole(node['Plan Rows'])})`;
  const times = loops(node) === 1 ? '' : ` x ${loops(node)}`;
  const removed = node['Rows Removed by Filter'];
  const filtered = removed ? `, ${whole(removed)} filtered out` : '';
  return `${node['Node Type']}${what ? ` ${what}` : ''}: ${ownTime(node).toFixed(2)} ms, ${rows}${times}${filtered}`;
}

function whole(figure: number): string {
  return figure.toFixed(0);
}
