import type { Api, Resource } from './model.ts';
import { indexBy, type TypeIndex } from './type-index.ts';

/** Connects a model with the one before. */
export type Share = (api: Api) => Api;

/**
 * For the models of one contract, one after the other: parts that are the same as in the model before become the same
 * objects, so that `reusing` finds what was derived from them.
 */
export function createSharing(): Share {
  let before: ReadonlyMap<string, object> = new Map();
  return (api) => {
    const parts = new Map<string, object>();
    const shared = <Part extends object>(part: Part): Part => {
      const text = JSON.stringify(part);
      const same = (before.get(text) as Part | undefined) ?? part;
      parts.set(text, same);
      return same;
    };
    const resources = api.resources.map(
      (resource): Resource => ({ ...resource, operations: resource.operations.map(shared) }),
    );
    const result = { ...api, types: api.types.map(shared), resources, security: shared(api.security) };
    before = parts;
    return result;
  };
}

/**
 * A function whose result is kept until its arguments, or the named types it looks up, are other objects. It must look
 * at nothing else.
 */
export function reusing<Part extends object, Rest extends readonly unknown[], Value>(
  derive: (part: Part, index: TypeIndex, ...rest: Rest) => Value,
): typeof derive {
  const known = new WeakMap<Part, { value: Value; isCurrent: (index: TypeIndex, rest: Rest) => boolean }>();
  return (part, index, ...rest) => {
    const last = known.get(part);
    if (last?.isCurrent(index, rest)) return last.value;
    const found = new Map<string, ReturnType<TypeIndex['find']>>();
    const noting = indexBy((name) => {
      found.set(name, index.find(name));
      return found.get(name);
    });
    const value = derive(part, noting, ...rest);
    known.set(part, {
      value,
      isCurrent: (now, others) =>
        others.every((other, place) => other === rest[place]) &&
        [...found].every(([name, type]) => now.find(name) === type),
    });
    return value;
  };
}
