import { type KyselyPlugin, OrderByItemNode, type RootOperationNode, SelectQueryNode, sql } from 'kysely';
import type { DatabaseHandle } from '../../src/db/connection.ts';

/**
 * `TEST_SHUFFLE=1` gives rows in any order that a query allows: the clock of the tests stands still, so rows sorted by
 * time alone are ties, which the database happens to give as they were written.
 */
export function shuffled(handle: DatabaseHandle): DatabaseHandle {
  if (!process.env.TEST_SHUFFLE) return handle;
  const { db, background } = handle;
  return Object.assign(Object.create(handle), {
    db: db.withPlugin(plugin),
    background: background.withPlugin(plugin),
  });
}

const plugin: KyselyPlugin = {
  transformQuery: ({ node }) => (isSelect(node) && isPlain(node) ? inAnyOrder(node) : node),
  transformResult: async ({ result }) => result,
};

const isSelect = (node: RootOperationNode): node is SelectQueryNode => node.kind === 'SelectQueryNode';

/** Where it may be sorted by what is not selected. */
const isPlain = ({ distinctOn, groupBy, setOperations, frontModifiers, from }: SelectQueryNode): boolean =>
  from !== undefined && !(distinctOn || groupBy || setOperations || frontModifiers);

function inAnyOrder(node: SelectQueryNode): SelectQueryNode {
  return SelectQueryNode.cloneWithOrderByItems(node, [
    OrderByItemNode.create(sql`random()`.toOperationNode()),
  ]);
}
