import {
  type KyselyPlugin,
  OrderByItemNode,
  QueryNode,
  type SelectQueryNode,
  type SetOperationNode,
  sql,
} from 'kysely';
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

const anyOrder = OrderByItemNode.create(sql`random()`.toOperationNode());

const plugin: KyselyPlugin = {
  transformQuery: ({ node }) => (node.kind === 'SelectQueryNode' ? inAnyOrder(node) : node),
  transformResult: async ({ result }) => result,
};

/** Where rows may be sorted by what is not selected. The members of a union come here first, as queries of their own. */
function inAnyOrder(node: SelectQueryNode): SelectQueryNode {
  const { distinctOn, groupBy, setOperations, frontModifiers, from } = node;
  if (setOperations) return { ...node, setOperations: setOperations.map(asWritten) };
  if (!from || distinctOn || groupBy || frontModifiers) return node;
  return QueryNode.cloneWithOrderByItems(node, [anyOrder]);
}

function asWritten(operation: SetOperationNode): SetOperationNode {
  const { orderBy, ...expression } = operation.expression as SelectQueryNode;
  return orderBy?.items.includes(anyOrder) ? { ...operation, expression } : operation;
}
