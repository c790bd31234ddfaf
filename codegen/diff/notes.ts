import { typeText } from '../emit/typescript.ts';
import type { Json, PatternProperty, Shape } from '../model.ts';
import { type LocalChange, severityOf } from './change.ts';
import type { Comparison, compareShapes } from './shapes.ts';

/** The default of a parameter changes the meaning of requests without it; elsewhere it is only a note. */
export function defaultChange(
  { direction }: Comparison,
  { notes: { default: old } }: Shape,
  { notes: { default: now } }: Shape,
  field: string,
  what: string,
): LocalChange[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  const word = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  return [
    {
      rule: `${direction}-${what}-default-value-${word}`,
      severity: what === 'parameter' ? 'breaking' : 'addition',
      direction,
      field,
      message: `${field}: the default was ${textOf(old)} and is ${textOf(now)}`,
    },
  ];
}

function textOf(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** The discriminator of a union; its options are compared separately. */
export function compareDiscriminators(
  { direction }: Comparison,
  before: Shape,
  after: Shape,
  field: string,
  what: string,
): LocalChange[] {
  const [old, now] = [before, after].map((shape) =>
    shape.kind === 'union' ? shape.discriminator : undefined,
  );
  const change = (word: string, severity: LocalChange['severity'], message: string): LocalChange => ({
    rule: `${direction}-${what}-discriminator-${word}`,
    severity,
    direction,
    field,
    message: `${field}: ${message}`,
  });
  if (!old && !now) return [];
  if (!old) return [change('added', 'addition', `the types are told apart by ${now?.property}`)];
  if (!now) return [change('removed', 'addition', `the types are no longer told apart by ${old.property}`)];
  if (old.property === now.property) return mappingChanges(old.types, now.types, change);
  const message = `the types were told apart by ${old.property} and are by ${now.property}`;
  return [change('property-name-changed', 'breaking', message)];
}

type Types = Readonly<Record<string, string>>;
type MakeChange = (word: string, severity: LocalChange['severity'], message: string) => LocalChange;

function mappingChanges(old: Types, now: Types, change: MakeChange): LocalChange[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((value) => {
    if (old[value] === now[value]) return [];
    if (old[value] === undefined) return [change('mapping-added', 'addition', `"${value}" is new`)];
    if (now[value] === undefined) return [change('mapping-deleted', 'addition', `"${value}" is gone`)];
    return [change('mapping-changed', 'addition', `"${value}" was ${old[value]} and is ${now[value]}`)];
  });
}

/**
 * Properties whose names match a pattern; a pattern restricts the properties that could have any value without it.
 * @param compare for patterns in both
 */
export function comparePatterns(
  comparison: Comparison,
  old: readonly PatternProperty[],
  now: readonly PatternProperty[],
  field: string,
  compare: typeof compareShapes,
): LocalChange[] {
  const { direction } = comparison;
  const change = ({ pattern, shape }: PatternProperty, word: 'added' | 'removed'): LocalChange => ({
    rule: `${direction}-property-pattern-property-${word}`,
    severity: severityOf(word === 'added' ? 'narrowed' : 'widened', direction),
    direction,
    field,
    message: `${field}: properties like /${pattern}/ ${word === 'added' ? 'are' : 'need no longer be'} ${typeText(shape)}`,
  });
  const find = (list: readonly PatternProperty[], { pattern }: PatternProperty) =>
    list.find((other) => other.pattern === pattern);
  return [
    ...old.filter((one) => !find(now, one)).map((one) => change(one, 'removed')),
    ...now.filter((one) => !find(old, one)).map((one) => change(one, 'added')),
    ...old.flatMap((one) => {
      const other = find(now, one);
      return other
        ? compare(comparison, one.shape, other.shape, `${field}./${one.pattern}/`, 'property')
        : [];
    }),
  ];
}
