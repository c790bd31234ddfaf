import openapi from '../../generated/openapi.json' with { type: 'json' };
import { routes } from '../../generated/routes.ts';
import type { OperationName, Services } from '../../generated/services.ts';
import { type LimitName, limitNamed } from '../rate-limits/limits.ts';
import type { CallContext } from './call-context.ts';
import type { Operation, UploadCheck } from './pipeline.ts';
import { createShape, type Schema, type Shape } from './shape.ts';

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

/**
 * The limit that counts the calls of each operation that has one: the annotation `callLimit`.
 * @throws Error when the contract names a limit that does not exist
 */
export function callLimits(): ReadonlyMap<string, LimitName> {
  const limited = routes.filter((route) => route.callLimit !== undefined);
  return new Map(limited.map(({ operation, callLimit = '' }) => [operation, limitNamed(callLimit)]));
}

/** The operations that a setting can close: the annotation `closable`. */
export function closableOperations(): ReadonlySet<OperationName> {
  return new Set(routes.filter((route) => route.closable).map((route) => route.operation));
}

/**
 * The check of each operation that the contract marks `checkedBeforeUpload`.
 * @throws Error when the marked operations and the given checks differ
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
