import { isDeepStrictEqual } from 'node:util';
import type { Backend } from '../../src/api/backend.ts';
import { createShape, type Schema, type Shape } from '../../src/api/shape.ts';
import { toJson } from '../../src/web/json.ts';
import type { ServiceResponse } from '../../src/web/respond.ts';
import type { Route } from '../../src/web/route.ts';

/**
 * Checks a response against the contract: its status must be declared, its body must be valid, and it may have no
 * members that the contract does not name. Server errors (5xx) are in no contract.
 * @throws Error with the violation; the request then fails with 500, which no test expects
 */
export function checkResponse(backend: Backend, route: Route, response: ServiceResponse): void {
  if (response.status >= 500) return;
  const where = `${route.operation} ${response.status}`;
  if (!route.statuses.includes(response.status))
    throw new Error(`${where}: the contract does not declare this status`);
  const schema = schemaOf(backend, route, response.status);
  if (response.body === undefined || response.body instanceof Uint8Array || !schema) return;
  const body: unknown = JSON.parse(toJson(response.body));
  const problems = backend.checkResponse(route.operation, response.status, body);
  if (problems.length > 0) throw new Error(`${where}: ${JSON.stringify(problems)}`);
  if (!isDeepStrictEqual(shapeOf(backend, schema)(body), body)) {
    throw new Error(`${where}: the body has members the contract does not name: ${JSON.stringify(body)}`);
  }
}

interface OpenApiOperation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: Schema }>> }>
  >;
}

function schemaOf({ document }: Backend, route: Route, status: number): Schema | undefined {
  const paths = document.paths as unknown as Readonly<
    Record<string, Readonly<Record<string, OpenApiOperation>>>
  >;
  return paths[route.path]?.[route.method]?.responses[String(status)]?.content?.['application/json']?.schema;
}

const shapes = new Map<Schema, Shape>();

function shapeOf({ document }: Backend, schema: Schema): Shape {
  const shape =
    shapes.get(schema) ??
    createShape(schema, (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>);
  shapes.set(schema, shape);
  return shape;
}
