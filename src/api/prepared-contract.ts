import openapi from '../../generated/openapi.json' with { type: 'json' };
import { routes } from '../../generated/routes.ts';
import type { Services } from '../../generated/services.ts';
import type { CallContext } from './call-context.ts';
import type { Operation } from './pipeline.ts';
import { createShape, type Schema, type Shape } from './shape.ts';

/** What the pipeline needs of the contract, made once at start. */

/** Every operation by its name. @throws Error when the contract has one that no service implements */
export function operationsOf(services: Services<CallContext>): ReadonlyMap<string, Operation> {
  const groups = Object.values(services) as readonly object[];
  const operations = new Map(groups.flatMap((group) => Object.entries(group) as [string, Operation][]));
  const missing = routes.filter((route) => !operations.has(route.operation));
  if (missing.length > 0)
    throw new Error(`no service implements ${missing.map((route) => route.operation).join(', ')}`);
  return operations;
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** One prepared function for each operation with a JSON body. */
export function bodyShapes(): ReadonlyMap<string, Shape> {
  const schemas = openapi.components.schemas as Readonly<Record<string, Schema>>;
  const operations = Object.values(openapi.paths).flatMap(
    (methods) => Object.values(methods) as OpenApiOperation[],
  );
  return new Map(
    operations.flatMap(({ operationId, requestBody }): [string, Shape][] => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema ? [[operationId, createShape(schema, schemas)]] : [];
    }),
  );
}
