import type { ObjectShape, Property, Shape } from '../model.ts';
import type { FlatObject, TypeIndex } from '../type-index.ts';
import { typeText } from './typescript.ts';

/** Whether TypeScript lets an interface of this shape extend its parents. */
export function extendable(shape: ObjectShape, index: TypeIndex): boolean {
  const parents = shape.parents.map((name) => inherited(name, index));
  if (parents.some((parent) => parent === undefined)) return false;
  const known = parents.filter((parent) => parent !== undefined);
  const properties = known.flatMap((parent) => parent.properties);
  const patterned = known.some(({ patterns }) => patterns.length > 0);
  if (patterned && (known.length > 1 || shape.properties.length > 0)) return false;
  if (shape.patterns.length > 0) return properties.length === 0 && !patterned;
  const own = new Set(shape.properties.map(({ name }) => name));
  return agree(known, own) && shape.properties.every((property) => fitsAll(property, properties, index));
}

/** The inherited properties of a parent; undefined if it is not a plain object. */
function inherited(name: string, index: TypeIndex): FlatObject | undefined {
  const shape = index.find(name)?.shape;
  const target = shape && index.resolve(shape);
  if (target?.kind !== 'object') return undefined;
  const isRecord = target.properties.length + target.patterns.length + target.parents.length === 0;
  return isRecord && target.closed ? undefined : index.flatten(target);
}

/** Whether properties of several parents that the type does not redeclare are the same in all of them. */
function agree(parents: readonly FlatObject[], own: ReadonlySet<string>): boolean {
  const texts = new Map<string, string>();
  return parents.every(({ properties }) => {
    const last = new Map(properties.map((property) => [property.name, describe(property)]));
    return [...last].every(([name, text]) => {
      const earlier = texts.get(name) ?? text;
      texts.set(name, text);
      return own.has(name) || earlier === text;
    });
  });
}

function describe({ required, shape }: Property): string {
  return `${required}: ${typeText(shape)}`;
}

function fitsAll(own: Property, properties: readonly Property[], index: TypeIndex): boolean {
  return properties.filter(({ name }) => name === own.name).every((parent) => fits(own, parent, index));
}

/** Whether a redeclared property is assignable to the parent's, as far as that can be determined. */
function fits(own: Property, parent: Property, index: TypeIndex): boolean {
  if (parent.required && !own.required) return false;
  return assignable(own.shape, parent.shape, index);
}

function assignable(own: Shape, parent: Shape, index: TypeIndex): boolean {
  const [text, expected] = [typeText(own), typeText(parent)];
  if (text === expected || expected === 'unknown') return true;
  if (own.kind === 'array' && parent.kind === 'array') return assignable(own.items, parent.items, index);
  if (parent.kind === 'union') return parent.options.some((option) => assignable(own, option, index));
  if (parent.kind === 'reference' && own.kind === 'reference') {
    return parent.names.every((name) => own.names.some((other) => descends(other, name, index)));
  }
  if (own.kind === 'union') return own.options.every((option) => assignable(option, parent, index));
  return isPartOf(text.split(' | '), expected.split(' | '));
}

/** Whether all literals are among others, or of a type that includes them. */
function isPartOf(own: readonly string[], expected: readonly string[]): boolean {
  return own.every((text) => {
    if (!/^('[^']*'|-?[\d.]+)$/.test(text)) return false;
    return expected.includes(text) || expected.includes(text.startsWith("'") ? 'string' : 'number');
  });
}

function descends(name: string, ancestor: string, index: TypeIndex, depth = 0): boolean {
  if (name === ancestor) return true;
  const shape = index.find(name)?.shape;
  if (shape?.kind !== 'object' || depth > 50) return false;
  return (
    isExtendable(name, shape, index) &&
    shape.parents.some((parent) => descends(parent, ancestor, index, depth + 1))
  );
}

/** Results about the types of a contract, in the order of the queries. */
const known = new WeakMap<TypeIndex, Map<string, boolean>>();

/** A type queried while its own result is being computed, as in a recursive tree, is assumed to be extendable. */
function isExtendable(name: string, shape: ObjectShape, index: TypeIndex): boolean {
  const results = known.get(index) ?? new Map<string, boolean>();
  known.set(index, results);
  const result = results.get(name);
  if (result !== undefined) return result;
  results.set(name, true);
  if (extendable(shape, index)) return true;
  // Results based on that assumption are discarded.
  const names = [...results.keys()];
  for (const later of names.slice(names.indexOf(name))) results.delete(later);
  results.set(name, false);
  return false;
}
