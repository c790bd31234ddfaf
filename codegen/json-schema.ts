import { basename } from 'node:path';
import type { BuildContext } from './build-context.ts';
import { type FoundSchema, resolveAddress, whyUnreadable } from './json-schema-documents.ts';
import { jsonSchemaFacets } from './json-schema-facets.ts';
import type { Json, JsonObject, Notes, ObjectShape, Shape } from './model.ts';
import type { SourceNode } from './source.ts';

/** Whether the type of a declaration is the text of a JSON schema. */
export function isJsonSchema(text: string): boolean {
  return text.startsWith('{');
}

/**
 * A JSON schema (draft 3 to 7) as a shape. Schemas that are referred to become named types; the schema of a declared
 * type has the name of that type.
 * @param type the node that has the text
 * @param node the declaration that gives the schema its name
 */
export function jsonSchemaShape(
  context: BuildContext,
  text: string,
  type: SourceNode,
  node: SourceNode,
): Shape {
  const added = add(context, text, type);
  if (!added) return any;
  const shape = convert({ context, base: added.base, node }, added.schema);
  const name = context.defined(added.base);
  return name === undefined || isDeclaration(context, node, name) ? shape : referenceTo(name);
}

function isDeclaration({ declared, names }: BuildContext, node: SourceNode, name: string): boolean {
  const { key = '', place } = node;
  return declared.get(key)?.place === place && names.of(key) === name;
}

function referenceTo(name: string): Shape {
  return { kind: 'reference', names: [name], facets: {}, notes: {} };
}

function add(context: BuildContext, text: string, type: SourceNode): FoundSchema | undefined {
  try {
    return context.jsonSchemas.add(text, type.file());
  } catch (error) {
    context.refuse(type, `This JSON schema cannot be read: ${(error as Error).message.replace(/\.?$/, '.')}`);
    return undefined;
  }
}

interface Scope {
  readonly context: BuildContext;
  /** The base of references. */
  readonly base: string;
  readonly node: SourceNode;
}

const any: Shape = { kind: 'any', facets: {}, notes: {} };

function convert(scope: Scope, schema: Json | undefined): Shape {
  if (!isObject(schema)) return any;
  if (typeof schema.$ref === 'string') return referred(scope, schema.$ref);
  const notes = notesOf(schema);
  const list = (key: string): Shape[] => asList(schema[key]).map((item) => convert(scope, item));
  const combined = [...list('allOf'), ...alternatives(list('anyOf')), ...alternatives(list('oneOf'))];
  const own = plain(scope, schema);
  if (combined.length === 0) return { ...(own ?? any), notes };
  const parts = own ? [own, ...combined] : combined;
  return parts.length === 1 && parts[0] ? { ...parts[0], notes } : { kind: 'all', parts, notes };
}

function alternatives(options: readonly Shape[]): Shape[] {
  return options.length === 0 ? [] : [{ kind: 'union', options, facets: {}, notes: {} }];
}

/** The shape of a schema without its combinations; undefined if there is none. */
function plain(scope: Scope, schema: JsonObject): Shape | undefined {
  const listed = schema.const === undefined ? asList(schema.enum) : [schema.const];
  if (listed.length > 0) return enumerated(listed);
  const types = asList(schema.type).filter((type) => typeof type === 'string');
  const [type = implied(schema), ...others] = types;
  if (others.length === 0) return type === undefined ? undefined : ofType(scope, type, schema);
  const options = types.map((option) => ofType(scope, option, schema));
  return { kind: 'union', options, facets: {}, notes: {} };
}

function implied(schema: JsonObject): string | undefined {
  if (['properties', 'patternProperties', 'additionalProperties'].some((key) => key in schema))
    return 'object';
  return 'items' in schema ? 'array' : undefined;
}

function ofType(scope: Scope, type: string, schema: JsonObject): Shape {
  const facets = jsonSchemaFacets(type, schema);
  switch (type) {
    case 'object':
      return objectOf(scope, schema);
    case 'array':
      return { kind: 'array', items: itemsOf(scope, schema.items), facets, notes: {} };
    case 'null':
      return { kind: 'nil', facets: {}, notes: {} };
    case 'string':
      if (schema.format === 'date-time') return { kind: 'datetime', facets: {}, notes: {} };
      if (schema.format === 'date') return { kind: 'date-only', facets: {}, notes: {} };
      return { kind: 'string', facets, notes: {} };
    case 'number':
    case 'integer':
    case 'boolean':
      return { kind: type, facets, notes: {} };
    default:
      return any;
  }
}

/** Items of a tuple become a list of any of them. */
function itemsOf(scope: Scope, items: Json | undefined): Shape {
  if (!Array.isArray(items)) return convert(scope, items);
  const [only, ...others] = items.map((item) => convert(scope, item));
  if (!only || others.length === 0) return only ?? any;
  return { kind: 'union', options: [only, ...others], facets: {}, notes: {} };
}

function objectOf(scope: Scope, schema: JsonObject): ObjectShape {
  const properties = Object.entries(asObject(schema.properties));
  const required = asList(schema.required);
  const patterns = Object.entries(asObject(schema.patternProperties));
  const more = isObject(schema.additionalProperties) ? [['', schema.additionalProperties] as const] : [];
  return {
    kind: 'object',
    parents: [],
    properties: properties.map(([name, property]) => ({
      name,
      required: required.includes(name) || (isObject(property) && property.required === true),
      shape: convert(scope, property),
    })),
    patterns: [...patterns, ...more].map(([pattern, value]) => ({ pattern, shape: convert(scope, value) })),
    closed: schema.additionalProperties === false,
    facets: jsonSchemaFacets('object', schema),
    notes: {},
  };
}

/** One value of an enum. */
function enumerated(values: readonly Json[]): Shape {
  const kinds = ['string', 'number', 'boolean'] as const;
  const options = kinds.flatMap((kind): Shape[] => {
    const some = values.filter((value) => typeof value === kind);
    return some.length === 0 ? [] : [{ kind, facets: { enum: some as string[] }, notes: {} }];
  });
  const nil: Shape[] = values.includes(null) ? [{ kind: 'nil', facets: {}, notes: {} }] : [];
  const all = [...options, ...nil];
  if (values.some((value) => typeof value === 'object' && value !== null)) return any;
  return all.length === 1 ? (all[0] ?? any) : { kind: 'union', options: all, facets: {}, notes: {} };
}

/** A referenced schema, in the same document or another file, becomes a named type. */
function referred({ base, context, node }: Scope, reference: string): Shape {
  const address = resolveAddress(reference, base)?.replace(/#$/, '');
  const found = findSchema(context, address);
  if (address === undefined || typeof found === 'string') {
    context.refuse(node, `The JSON schema refers to "${reference}", ${found}.`);
    return any;
  }
  const scope = { context, base: found.base, node };
  const name = context.define(address, nameOf(address), node, () => convert(scope, found.schema));
  return referenceTo(name);
}

/** @returns the problem if nothing is found, as the end of a sentence */
function findSchema(context: BuildContext, address: string | undefined): FoundSchema | string {
  const missing = 'which does not exist';
  if (address === undefined) return missing;
  try {
    return context.jsonSchemas.find(address) ?? missing;
  } catch (error) {
    return whyUnreadable(error);
  }
}

/** The source of a type's name: the last word of the pointer, else the file. */
function nameOf(address: string): string {
  const { hash, pathname } = new URL(address);
  const pointed = hash.split(/[/#]/).at(-1);
  return decodeURIComponent(pointed || basename(pathname).replace(/\..*$/, '')) || 'Schema';
}

function notesOf({ title, description, default: preset }: JsonObject): Notes {
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    ...(preset !== undefined && { default: preset }),
  };
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Json];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
