import { isTypeName, pascalCase, reservedTypeNames, typeName } from './names.ts';

/** The name of each type of the contract in generated code. */
export interface TypeNames {
  readonly of: (raml: string) => string;
  /** The name of the type for the common properties of a family. */
  readonly base: (raml: string) => string;
  /** An unused name. */
  readonly unused: (proposed: string) => string;
}

/**
 * @param raml every name of the contract, in its order
 * @param keep whether types keep their names, valid or not, instead of getting a valid, unused one
 * @param chosen names set in the configuration, by RAML name
 */
export function createTypeNames(
  raml: readonly string[],
  keep: boolean,
  chosen: Readonly<Record<string, string>> = {},
): TypeNames {
  const taken = new Set<string>(reservedTypeNames);
  const unused = (proposed: string): string => {
    const name = isTypeName(proposed) ? proposed : pascalCase(proposed) || 'Type';
    let candidate = name;
    for (let number = 2; taken.has(candidate); number++) candidate = `${name}${number}`;
    taken.add(candidate);
    return candidate;
  };
  const pick = (name: string): string => {
    if (Object.hasOwn(chosen, name)) return unused(chosen[name] ?? name);
    if (!keep) return unused(typeName(name));
    taken.add(typeName(name));
    return typeName(name);
  };
  const names = new Map<string, string>();
  for (const good of [true, false]) {
    for (const name of raml.filter((candidate) => isTypeName(typeName(candidate)) === good)) {
      names.set(name, pick(name));
    }
  }
  const of = (name: string): string => names.get(name) ?? typeName(name);
  const bases = new Map<string, string>();
  return {
    of,
    unused,
    base: (name) => {
      const known = bases.get(name) ?? unused(`${of(name)}Base`);
      bases.set(name, known);
      return known;
    },
  };
}
