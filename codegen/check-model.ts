import { checkOperation } from './check-operation.ts';
import { checkPaths } from './check-paths.ts';
import { checkTypes } from './check-types.ts';
import type { Complaint } from './complaints.ts';
import { type Api, type Operation, operationsOf } from './model.ts';
import { operationName } from './names.ts';
import { createTypeIndex } from './type-index.ts';

/** The rules of this project that RAML itself does not have. */
export function checkModel(api: Api): Complaint[] {
  const index = createTypeIndex(api.types);
  const operations = operationsOf(api);
  return [
    ...checkTypes(api.types, index),
    ...checkPaths(api.resources),
    ...operations.flatMap((operation) => checkOperation(operation, index)),
    ...duplicateNames(operations),
  ];
}

function duplicateNames(operations: readonly Operation[]): Complaint[] {
  const first = new Map<string, Operation>();
  return operations.flatMap((operation) => {
    if (operation.displayName === '') return [];
    const name = operationName(operation.displayName);
    const earlier = first.get(name);
    if (!earlier) first.set(name, operation);
    return earlier ? [{ place: operation.place, message: duplicate(operation, earlier) }] : [];
  });
}

function duplicate({ displayName }: Operation, { method, path }: Operation): string {
  return `displayName "${displayName}" is taken by ${method.toUpperCase()} ${path}. Give each operation a name of its own.`;
}
