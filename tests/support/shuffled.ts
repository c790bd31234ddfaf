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
 * `TEST_SHUFFLE=1` returns rows in any order that a query allows. The clock of the tests stands still, so rows sorted
 * by time only are ties, which the database would return in the order of insertion.
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

/**
 * Only queries that may sort by columns they do not select. Members of a union have passed through here before, as
 * separate queries.
 */
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
