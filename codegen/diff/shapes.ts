import { typeText } from '../emit/typescript.ts';
import type { Property, Shape } from '../model.ts';
import type { TypeIndex } from '../type-index.ts';
import { type Direction, type Effect, type LocalChange, severityOf } from './change.ts';
import { compareFacets } from './facets.ts';
import { compareDiscriminators, comparePatterns, defaultChange } from './notes.ts';

/** Two contracts, and the direction of the compared values. */
export interface Comparison {
  readonly before: TypeIndex;
  readonly after: TypeIndex;
  readonly direction: Direction;
  /** Pairs of named types being compared, to end at recursive types. */
  readonly open: ReadonlySet<string>;
}

/** What changes for the values at one place. @param what `body`, `property`, `parameter` or `header`, for the names of rules */
export function compareShapes(
  comparison: Comparison,
  before: Shape,
  after: Shape,
  field: string,
  what: string,
): LocalChange[] {
  const pair = `${typeText(before)} ${typeText(after)}`;
  const recursive = before.kind === 'reference' && after.kind === 'reference';
  if (recursive && comparison.open.has(pair)) return [];
  const inner = recursive ? { ...comparison, open: new Set([...comparison.open, pair]) } : comparison;
  const [old, now] = [comparison.before.resolve(before), comparison.after.resolve(after)];
  const outer = [...beside(before, old), ...beside(after, now)].length > 0;
  const facets = outer ? compareFacets(inner, facetsAt(before), facetsAt(after), field, what) : [];
  return [
    ...facets,
    ...defaultChange(inner, before, after, field, what),
    ...(old.kind === 'union' || now.kind === 'union'
      ? compareUnions(inner, before, after, field, what)
      : resolved(inner, old, now, field, what)),
  ];
}

/** Whether a reference says more than the type it names. */
function beside(shape: Shape, target: Shape): Shape[] {
  return shape !== target && Object.keys(facetsAt(shape)).length > 0 ? [shape] : [];
}

function facetsAt(shape: Shape) {
  return 'facets' in shape ? shape.facets : {};
}

function resolved(
  comparison: Comparison,
  old: Shape,
  now: Shape,
  field: string,
  what: string,
): LocalChange[] {
  if (old.kind !== now.kind) return compareKinds(comparison, old, now, field, what);
  const facets = compareFacets(comparison, facetsAt(old), facetsAt(now), field, what);
  if (old.kind === 'array' && now.kind === 'array') {
    return [...facets, ...compareShapes(comparison, old.items, now.items, `${field}[]`, what)];
  }
  if (old.kind === 'object' && now.kind === 'object') {
    return [...facets, ...compareObjects(comparison, old, now, field)];
  }
  if (old.kind === 'all' && now.kind === 'all' && typeText(old) !== typeText(now)) {
    return compareKinds(comparison, old, now, field, what);
  }
  return facets;
}

/** oasdiff's names for changes of a type. */
const wordOf: Readonly<Record<Effect, string>> = {
  narrowed: 'specialized',
  widened: 'generalized',
  changed: 'changed',
};

/** Types whose values are all values of another type. */
const wider: Readonly<Record<string, readonly string[]>> = {
  integer: ['number', 'any'],
  datetime: ['string', 'any'],
  'date-only': ['string', 'any'],
  'time-only': ['string', 'any'],
  'datetime-only': ['string', 'any'],
};

function effectOfKinds(old: Shape, now: Shape): Effect {
  if (now.kind === 'any' || wider[old.kind]?.includes(now.kind)) return 'widened';
  return old.kind === 'any' || wider[now.kind]?.includes(old.kind) ? 'narrowed' : 'changed';
}

function compareKinds(
  { direction }: Comparison,
  old: Shape,
  now: Shape,
  field: string,
  what: string,
): LocalChange[] {
  const effect = effectOfKinds(old, now);
  return [
    {
      rule: `${direction}-${what}-type-${wordOf[effect]}`,
      severity: severityOf(effect, direction),
      direction,
      field,
      message: `${field} was ${describe(old, now)} and is ${describe(now, old)}`,
    },
  ];
}

/** A type in TypeScript; its name in RAML if the other one is the same in TypeScript. */
function describe(shape: Shape, other: Shape): string {
  return typeText(shape) === typeText(other) ? shape.kind : typeText(shape);
}

/** @param shape before it was resolved: options are identified by their names */
function optionsOf(shape: Shape, { resolve }: TypeIndex): readonly Shape[] {
  const target = resolve(shape);
  return target.kind === 'union' ? target.options : [shape];
}

/** Compares options present in both, and the single remaining options of the same kind. */
function compareUnions(
  comparison: Comparison,
  old: Shape,
  now: Shape,
  field: string,
  what: string,
): LocalChange[] {
  const [before, after] = [optionsOf(old, comparison.before), optionsOf(now, comparison.after)];
  const partner = (option: Shape, others: readonly Shape[]): Shape | undefined =>
    others.find((other) => typeText(other) === typeText(option)) ??
    others.find((other) => other.kind === option.kind && option.kind !== 'reference');
  const gone = before.filter((option) => !partner(option, after));
  const come = after.filter((option) => !partner(option, before));
  const kept = before.flatMap((option) => {
    const other = partner(option, after);
    return other ? compareShapes(comparison, option, other, field, what) : [];
  });
  return [
    ...compareDiscriminators(
      comparison,
      comparison.before.resolve(old),
      comparison.after.resolve(now),
      field,
      what,
    ),
    ...gone.map((option) => optionChange(comparison, option, 'narrowed', field, what)),
    ...come.map((option) => optionChange(comparison, option, 'widened', field, what)),
    ...kept,
  ];
}

function optionChange(
  { direction }: Comparison,
  option: Shape,
  effect: 'narrowed' | 'widened',
  field: string,
  what: string,
): LocalChange {
  const nil = option.kind === 'nil';
  const widened = effect === 'widened';
  const rule = nil
    ? `became-${widened ? 'nullable' : 'not-nullable'}`
    : `any-of-${widened ? 'added' : 'removed'}`;
  return {
    rule: `${direction}-${what}-${rule}`,
    severity: severityOf(effect, direction),
    direction,
    field,
    message: `${field} may ${widened ? 'now' : 'no longer'} be ${typeText(option)}`,
  };
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

function compareObjects(
  comparison: Comparison,
  old: ObjectShape,
  now: ObjectShape,
  field: string,
): LocalChange[] {
  const { direction } = comparison;
  const [before, after] = [comparison.before.flatten(old), comparison.after.flatten(now)];
  const [had, has] = [byName(before.properties), byName(after.properties)];
  const gone = [...had.values()].filter(({ name }) => !has.has(name));
  const come = [...has.values()].filter(({ name }) => !had.has(name));
  const kept = [...had.values()].flatMap((property) => {
    const other = has.get(property.name);
    return other ? compareProperty(comparison, property, other, `${field}.${property.name}`) : [];
  });
  const closing = before.closed !== after.closed ? [closedChange(direction, after.closed, field)] : [];
  return [
    ...gone.map((property) => removed(direction, property, `${field}.${property.name}`)),
    ...come.map((property) => added(direction, property, `${field}.${property.name}`)),
    ...kept,
    ...closing,
    ...comparePatterns(comparison, before.patterns, after.patterns, field, compareShapes),
  ];
}

/** The last declaration of each name counts. */
function byName(properties: readonly Property[]): Map<string, Property> {
  return new Map(properties.map((property) => [property.name, property]));
}

function compareProperty(
  comparison: Comparison,
  before: Property,
  after: Property,
  field: string,
): LocalChange[] {
  const { direction } = comparison;
  const required =
    before.required === after.required ? [] : [requiredChange(direction, after.required, field, 'property')];
  return [...required, ...compareShapes(comparison, before.shape, after.shape, field, 'property')];
}

export function requiredChange(
  direction: Direction,
  required: boolean,
  field: string,
  what: string,
): LocalChange {
  const effect = required ? 'narrowed' : 'widened';
  const word = required ? 'required' : 'optional';
  return {
    rule: `${direction}-${what}-became-${word}`,
    severity: severityOf(effect, direction),
    direction,
    field,
    message: `${field} became ${word}`,
  };
}

function removed(direction: Direction, { required }: Property, field: string): LocalChange {
  const rule =
    direction === 'request'
      ? 'request-property-removed'
      : `response-${required ? 'required' : 'optional'}-property-removed`;
  return { rule, severity: 'breaking', direction, field, message: `${field} is gone` };
}

function added(direction: Direction, { required }: Property, field: string): LocalChange {
  const word = required ? 'required' : 'optional';
  const rule = direction === 'request' ? `new-${word}-request-property` : `response-${word}-property-added`;
  const severity = direction === 'request' && required ? 'breaking' : 'addition';
  return { rule, severity, direction, field, message: `${field} is new and ${word}` };
}

function closedChange(direction: Direction, closed: boolean, field: string): LocalChange {
  const effect = closed ? 'narrowed' : 'widened';
  return {
    rule: `${direction}-additional-properties-${closed ? 'closed' : 'opened'}`,
    severity: severityOf(effect, direction),
    direction,
    field,
    message: `${field} ${closed ? 'no longer' : 'now'} has other properties than the declared ones`,
  };
}
