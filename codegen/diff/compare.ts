import { type Api, type Json, type JsonObject, type Operation, operationsOf } from '../model.ts';
import { createTypeIndex } from '../type-index.ts';
import type { Change, LocalChange } from './change.ts';
import { compareOperations } from './operations.ts';
import { compareSchemes } from './security.ts';

/** Every difference between two contracts that a caller can notice, in the order of the operations. */
export function compareApis(old: Api, now: Api): Change[] {
  const [had, has] = [byRequest(old), byRequest(now)];
  const [before, after] = [createTypeIndex(old.types), createTypeIndex(now.types)];
  const acceptedByAll = acceptedRules(now.extensions);
  const gone = [...had]
    .filter(([request]) => !has.has(request))
    .map(([, operation]) =>
      changeOf(
        operation,
        operationChange('operation-removed', 'breaking', 'the operation is gone'),
        acceptedByAll,
      ),
    );
  const come = [...has]
    .filter(([request]) => !had.has(request))
    .map(([, operation]) =>
      changeOf(
        operation,
        operationChange('operation-added', 'addition', 'the operation is new'),
        acceptedByAll,
      ),
    );
  const kept = [...has].flatMap(([request, operation]) => {
    const earlier = had.get(request);
    if (!earlier) return [];
    const accepted = [...acceptedByAll, ...acceptedRules(operation.extensions)];
    return unique(compareOperations(earlier, operation, before, after)).map((local) =>
      changeOf(operation, local, accepted),
    );
  });
  const schemes = compareSchemes(old, now).map(
    (one): Change => ({
      ...one,
      severity: 'addition',
      direction: 'operation',
      operation: '',
      accepted: false,
    }),
  );
  return [...basePathChange(old, now, acceptedByAll), ...schemes, ...gone, ...come, ...kept];
}

/** Parameter names are not sent, so paths that differ only in them are the same. */
function byRequest(api: Api): Map<string, Operation> {
  return new Map(
    operationsOf(api).map((operation) => [
      `${operation.method} ${operation.path.replace(/\{[^}]*\}/g, '{}')}`,
      operation,
    ]),
  );
}

function unique(changes: readonly LocalChange[]): LocalChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function operationChange(rule: string, severity: Change['severity'], message: string): LocalChange {
  return { rule, severity, direction: 'operation', field: '', message };
}

function changeOf(
  { method, path, place }: Operation,
  local: LocalChange,
  accepted: readonly string[],
): Change {
  const operation = `${method.toUpperCase()} ${path}`;
  const names = [local.rule, `${local.rule} ${operation}`];
  return {
    ...local,
    operation,
    place,
    accepted: local.severity === 'breaking' && names.some((name) => accepted.includes(name)),
  };
}

/** `(acceptBreaking): [ rule, ... ]` at the API or an operation; at the API also with the operation behind the rule. */
function acceptedRules(extensions: JsonObject): string[] {
  const value: Json | undefined = extensions['x-acceptBreaking'];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map(String);
}

function basePathChange(old: Api, now: Api, accepted: readonly string[]): Change[] {
  if (old.basePath === now.basePath) return [];
  const message = `the base path was "${old.basePath}" and is "${now.basePath}"`;
  const local = operationChange('api-base-path-changed', 'breaking', message);
  const place = now.resources[0]?.place ?? { file: '', line: 1, column: 1 };
  return [
    {
      ...local,
      operation: '',
      place: { ...place, line: 1, column: 1 },
      accepted: accepted.includes(local.rule),
    },
  ];
}
