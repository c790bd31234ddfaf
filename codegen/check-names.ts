import type { Diagnostic } from './diagnostics.ts';
import type { Operation } from './model.ts';
import { isReservedMember, operationName } from './names.ts';

/** Every operation needs a unique name that can be a method name. */
export function checkNames(operations: readonly Operation[]): Diagnostic[] {
  return [...duplicateNames(operations), ...reservedNames(operations)];
}

function duplicateNames(operations: readonly Operation[]): Diagnostic[] {
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

/** A client with a method `then` would be taken for a promise. */
function reservedNames(operations: readonly Operation[]): Diagnostic[] {
  return operations
    .filter(({ displayName }) => isReservedMember(operationName(displayName)))
    .map(({ displayName, place }) => ({
      place,
      message: `displayName "${displayName}" cannot name an operation: every object in JavaScript may have "${operationName(displayName)}" for itself. Choose another.`,
    }));
}

/** Paths with the same method that differ only in parameter names. */
export function sameRequests(operations: readonly Operation[]): Diagnostic[] {
  const first = new Map<string, Operation>();
  return operations.flatMap((operation) => {
    const { method, path, place } = operation;
    const request = `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
    const earlier = first.get(request);
    if (!earlier) first.set(request, operation);
    if (!earlier || earlier.path === path) return [];
    const message = `${method.toUpperCase()} ${path} and ${earlier.path} match the same requests. Remove one of them.`;
    return [{ place, message }];
  });
}
