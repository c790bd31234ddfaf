import { countComparisons, type Filter, fits, parseFilter } from './filter.ts';
import { ScimError } from './scim-error.ts';

/** One operation of a patch (RFC 7644, section 3.5.2). */
export interface PatchOperation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

/** The attributes that may be patched. No two names may differ only in case. */
export interface PatchedSchema {
  /** The id of the schema, which may precede an attribute. */
  readonly core: string;
  readonly simple: readonly string[];
  /** Complex attributes with their sub-attributes. */
  readonly complex: Readonly<Record<string, readonly string[]>>;
  /** Multi-valued attributes with the sub-attributes of each value. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly readOnly: readonly string[];
}

type Value = Readonly<Record<string, unknown>>;

/** The target of a path. */
interface Target {
  readonly attribute: string;
  readonly filter: Filter | undefined;
  readonly part: string | undefined;
}

type Op = 'add' | 'remove' | 'replace';

/**
 * Applies operations in order. Unknown attributes are ignored, because directories also send their own.
 * @returns the changed resource, whose values have not been validated
 * @throws ScimError `invalidSyntax`, `invalidPath`, `invalidFilter`, `invalidValue`, `mutability`, `noTarget` or
 *   `tooMany`
 */
export function applyPatch(
  resource: Value,
  operations: readonly PatchOperation[],
  schema: PatchedSchema,
): Value {
  const bounded = { ...schema, spend: spender() };
  return operations.reduce((current, operation) => applyOne(current, operation, bounded), resource);
}

/** A schema while a patch is being applied. */
interface BoundedSchema extends PatchedSchema {
  /** Counts comparisons with list values. @throws ScimError `tooMany` */
  spend(looks: number): void;
}

/** Enough for the largest patch of the largest group, which takes about a second of this process. */
const maximumLooks = 10_000_000;

function spender(): BoundedSchema['spend'] {
  let left = maximumLooks;
  return (looks) => {
    left -= looks;
    if (left < 0) throw new ScimError(400, 'tooMany', 'Operations: too much to do; send several patches');
  };
}

function applyOne(resource: Value, { op: text, path, value }: PatchOperation, schema: BoundedSchema): Value {
  const op = readOp(text);
  if (op !== 'remove' && value === undefined)
    throw new ScimError(400, 'invalidValue', `Operations: ${op} needs a value`);
  if (path === undefined || isSameText(path, schema.core)) return applyAll(resource, op, value, schema);
  const target = readPath(path, schema);
  return target ? applyTo(resource, op, target, value, schema) : resource;
}

function readOp(text: string): Op {
  const op = text.toLowerCase();
  if (op === 'add' || op === 'remove' || op === 'replace') return op;
  throw new ScimError(400, 'invalidSyntax', `Operations: op must be add, remove or replace`);
}

/** Without a path, the value names attributes; some directories use paths there. */
function applyAll(resource: Value, op: Op, value: unknown, schema: BoundedSchema): Value {
  if (op === 'remove') throw new ScimError(400, 'noTarget', 'Operations: remove needs a path');
  if (!isRecord(value))
    throw new ScimError(400, 'invalidValue', 'Operations: without a path the value must be an object');
  return Object.entries(value).reduce<Value>((current, [path, one]) => {
    const isIgnored = schema.readOnly.some((name) => isSameText(name, path)) || isSameText(path, 'schemas');
    const target = isIgnored ? undefined : readPath(path, schema);
    return target ? applyTo(current, op, target, one, schema) : current;
  }, resource);
}

const pathForm = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/is;

/**
 * @returns undefined for an unknown attribute
 * @throws ScimError `invalidPath`, `invalidFilter` or `mutability`
 */
function readPath(path: string, schema: PatchedSchema): Target | undefined {
  const prefix = `${schema.core.toLowerCase()}:`;
  const isPrefixed = path.toLowerCase().startsWith(prefix);
  const plain = isPrefixed ? path.slice(prefix.length) : path;
  if (/^urn:/i.test(plain)) return undefined;
  const [, attribute, filterText, part] = pathForm.exec(plain) ?? [];
  if (attribute === undefined)
    throw new ScimError(400, 'invalidPath', `Operations: "${path.slice(0, 200)}" is no path`);
  if (schema.readOnly.some((name) => isSameText(name, attribute)))
    throw new ScimError(400, 'mutability', `Operations: "${attribute}" cannot be changed`);
  const filter = filterText === undefined ? undefined : parseFilter(filterText, 'Operations.path');
  return knownTarget(attribute, filter, part, schema);
}

function knownTarget(
  attribute: string,
  filter: Filter | undefined,
  part: string | undefined,
  { simple, complex, lists }: PatchedSchema,
): Target | undefined {
  const name = [...simple, ...Object.keys(complex), ...Object.keys(lists)].find((each) =>
    isSameText(each, attribute),
  );
  if (name === undefined) return undefined;
  const parts = complex[name] ?? lists[name];
  if ((filter && !lists[name]) || (part !== undefined && !parts))
    throw new ScimError(400, 'invalidPath', `Operations: "${name}" is a single value without parts`);
  const known = part === undefined ? undefined : parts?.find((each) => isSameText(each, part));
  if (part !== undefined && known === undefined) return undefined;
  return { attribute: name, filter, part: known };
}

function applyTo(resource: Value, op: Op, target: Target, value: unknown, schema: BoundedSchema): Value {
  const { attribute, part, filter } = target;
  const list = schema.lists[attribute];
  if (list) {
    const current = valuesOf(resource[attribute]);
    schema.spend((current.length + listed(value).length) * (filter ? countComparisons(filter) : 1));
    return { ...resource, [attribute]: changedList(current, op, target, value, list) };
  }
  const parts = schema.complex[attribute];
  if (!parts) return { ...resource, [attribute]: op === 'remove' ? undefined : value };
  const current = isRecord(resource[attribute]) ? resource[attribute] : {};
  if (op === 'remove')
    return { ...resource, [attribute]: part === undefined ? {} : { ...current, [part]: undefined } };
  const given = part === undefined ? knownParts(value, parts, attribute) : { [part]: value };
  return { ...resource, [attribute]: { ...current, ...given } };
}

function changedList(
  current: readonly Value[],
  op: Op,
  target: Target,
  value: unknown,
  parts: readonly string[],
): readonly Value[] {
  const { filter, part } = target;
  if (filter || part !== undefined) return changedValues(current, op, target, value, parts);
  if (op === 'remove' && value === undefined) return [];
  const given = listed(value).map((one) =>
    knownParts(isRecord(one) ? one : { value: one }, parts, target.attribute),
  );
  const names = new Set(given.map(({ value: name }) => foldedName(name)));
  const others = current.filter(({ value: name }) => !names.has(foldedName(name)));
  if (op === 'remove') return others;
  return withOnePrimary(op === 'replace' ? given : [...others, ...given], given);
}

/**
 * Changes the values that match the filter, or all. If an addition matches none, adds a value that satisfies the
 * filter's comparisons.
 */
function changedValues(
  current: readonly Value[],
  op: Op,
  { filter, part, attribute }: Target,
  value: unknown,
  parts: readonly string[],
): readonly Value[] {
  const isMeant = (one: Value) => filter === undefined || fits(filter, one);
  if (op === 'remove') {
    if (part === undefined) return current.filter((one) => !isMeant(one));
    return current.map((one) => (isMeant(one) ? { ...one, [part]: undefined } : one));
  }
  const given = part === undefined ? knownParts(value, parts, attribute) : { [part]: value };
  if (!current.some(isMeant)) {
    const made = { ...knownParts(equationsOf(filter), parts, attribute), ...given };
    return withOnePrimary([...current, made], [made]);
  }
  const changed = current.map((one) => (isMeant(one) ? { ...one, ...given } : one));
  return withOnePrimary(
    changed,
    changed.filter((one, index) => one !== current[index]),
  );
}

/** The members that a value needs in order to match: `type eq "work"` gives `{ type: 'work' }`. */
function equationsOf(filter: Filter | undefined): Value {
  if (!filter) return {};
  if ('filters' in filter && filter.op === 'and')
    return Object.assign({}, ...filter.filters.map(equationsOf));
  if ('compValue' in filter && filter.op === 'eq') return { [filter.attrPath]: filter.compValue };
  throw new ScimError(400, 'noTarget', 'Operations: no value fits the path');
}

/** Keeps only one primary value, the newest. */
function withOnePrimary(values: readonly Value[], newest: readonly Value[]): readonly Value[] {
  const last =
    newest.findLast(({ primary }) => isTrue(primary)) ?? values.find(({ primary }) => isTrue(primary));
  return values.map((one) => (isTrue(one.primary) && one !== last ? { ...one, primary: false } : one));
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** The sub-attributes that the schema has, with the spelling of the schema. */
function knownParts(value: unknown, parts: readonly string[], attribute: string): Value {
  if (!isRecord(value))
    throw new ScimError(400, 'invalidValue', `Operations: "${attribute}" must be an object`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([given, one]) => {
      const name = parts.find((each) => isSameText(each, given));
      return name === undefined ? [] : [[name, one]];
    }),
  );
}

function valuesOf(value: unknown): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function foldedName(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isSameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function isRecord(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
