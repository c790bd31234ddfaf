import type { Document } from 'openapi-backend';
import { routes } from '../../generated/routes.ts';
import type { OperationName } from '../../generated/services.ts';
import { type LimitName, limitNamed } from '../rate-limits/limits.ts';
import type { UploadCheck } from './pipeline.ts';
import { createShape, type Schema, type Shape } from './shape.ts';

interface OpenApiOperation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** One prepared shape for each operation with a JSON body. @param document of a `Backend` */
export function bodyShapesOf({ components, paths }: Document): ReadonlyMap<string, Shape> {
  const schemas = (components?.schemas ?? {}) as Readonly<Record<string, Schema>>;
  const operations = Object.values(paths ?? {}).flatMap(
    (methods) => Object.values(methods ?? {}) as unknown as OpenApiOperation[],
  );
  return new Map(
    operations.flatMap(({ operationId, requestBody }): [string, Shape][] => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema ? [[operationId, createShape(schema, schemas)]] : [];
    }),
  );
}

/**
 * The limit on calls of each operation that has one (annotation `callLimit`).
 * @throws Error when the contract names a limit that does not exist
 */
export function callLimits(): ReadonlyMap<string, LimitName> {
  const limited = routes.filter((route) => route.callLimit !== undefined);
  return new Map(limited.map(({ operation, callLimit = '' }) => [operation, limitNamed(callLimit)]));
}

/** The operations that a setting can close (annotation `closable`). */
export function closableOperations(): ReadonlySet<OperationName> {
  return new Set(routes.filter((route) => route.closable).map((route) => route.operation));
}

/**
 * The checks before an upload, by operation.
 * @throws Error when they differ from the operations that the contract marks `checkedBeforeUpload`
 */
export function uploadChecksOf(checks: object): ReadonlyMap<string, UploadCheck> {
  const marked = routes.filter((route) => route.checkedBeforeUpload).map((route) => route.operation);
  const given = new Map(Object.entries(checks) as [string, UploadCheck][]);
  const different = [
    ...marked.filter((operation) => !given.has(operation)),
    ...[...given.keys()].filter((operation) => !marked.some((each) => each === operation)),
  ];
  if (different.length > 0)
    throw new Error(`checkedBeforeUpload and the checks differ: ${different.join(', ')}`);
  return given;
}
