import { storable } from '../web/storable.ts';

/** The part of an OpenAPI 3.0 schema that decides which members a value may have. */
export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;
export type Shape = (value: unknown) => unknown;

interface Members {
  readonly exact: ReadonlyMap<string, Member>;
  readonly folded: ReadonlyMap<string, string>;
  readonly others: Shape | undefined;
  readonly items: Shape | undefined;
}

interface Member {
  readonly shape: Shape;
  readonly required: boolean;
}

/**
 * Prepares a function that copies only the declared members of a JSON value.
 *
 * Unknown members are dropped, so they can never be stored. A member whose name differs only in case is used
 * when the exact one is absent. An optional member that is `null` counts as absent. Text that cannot be
 * stored (NUL characters, lone surrogates) is refused.
 */
export function createShape(schema: Schema, schemas: Schemas): Shape {
  let members: Members | undefined;
  return (value) => {
    members ??= membersOf(schema, schemas);
    return shapeValue(value, members);
  };
}

function shapeValue(value: unknown, members: Members): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return members.items ? value.map(members.items) : value.map(storableDeep);
  if (value !== null && typeof value === 'object') return shapeObject(value, members);
  return value;
}

function shapeObject(value: object, members: Members): Record<string, unknown> {
  const shaped: Record<string, unknown> = {};
  for (const [given, content] of Object.entries(value)) {
    const name = declaredName(given, value, members);
    const member = name === undefined ? undefined : members.exact.get(name);
    if (name !== undefined && member) {
      if (content !== null || member.required) shaped[name] = member.shape(content);
    } else if (members.others && given !== '__proto__') {
      shaped[storable(given)] = members.others(content);
    }
  }
  return shaped;
}

function declaredName(given: string, value: object, members: Members): string | undefined {
  if (members.exact.has(given)) return given;
  const name = members.folded.get(given.toLowerCase());
  return name !== undefined && !Object.hasOwn(value, name) ? name : undefined;
}

/**
 * Merges `$ref`, `allOf` and alternatives: keeps every member that any alternative declares. Validation
 * decides later.
 */
function membersOf(schema: Schema, schemas: Schemas): Members {
  const parts = partsOf(schema, schemas, new Set());
  const exact = new Map<string, Member>();
  for (const part of parts) {
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      exact.set(name, {
        shape: createShape(property, schemas),
        required: part.required?.includes(name) ?? false,
      });
    }
  }
  const items = parts.find((part) => part.items)?.items;
  return {
    exact,
    folded: new Map([...exact.keys()].map((name) => [name.toLowerCase(), name])),
    others: othersOf(parts, schemas),
    items: items && createShape(items, schemas),
  };
}

/** How undeclared members are treated: dropped, unless the schema is a map or allows anything. */
function othersOf(parts: readonly Schema[], schemas: Schemas): Shape | undefined {
  if (parts.every(isAnything)) return storableDeep;
  const others = parts.find((part) => part.additionalProperties)?.additionalProperties;
  if (!others) return undefined;
  return others === true ? storableDeep : createShape(others, schemas);
}

/** The contract's type `any`: a schema with nothing but documentation. */
function isAnything(schema: Schema): boolean {
  return Object.keys(schema).every((key) => ['description', 'title', 'example'].includes(key));
}

function partsOf(schema: Schema, schemas: Schemas, seen: Set<string>): Schema[] {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    const target = schemas[name];
    if (!target || seen.has(name)) return [];
    return partsOf(target, schemas, new Set([...seen, name]));
  }
  const alternatives = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...alternatives.flatMap((part) => partsOf(part, schemas, seen))];
}

function storableDeep(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableDeep);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, content]) => [storable(name), storableDeep(content)]));
}
