import type { Facets } from '../model.ts';
import { type Direction, type Effect, type LocalChange, severityOf } from './change.ts';

const lower = ['minLength', 'minimum', 'minItems', 'minProperties'] as const;
const upper = ['maxLength', 'maximum', 'maxItems', 'maxProperties'] as const;
const equal = [
  'pattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'exclusiveMinimum',
  'exclusiveMaximum',
] as const;

/** The effect of changed restrictions on the values at one place. */
export function compareFacets(
  { direction }: { readonly direction: Direction },
  before: Facets,
  after: Facets,
  field: string,
  what: string,
): LocalChange[] {
  const change = (name: string, effect: Effect, word: string, message: string): LocalChange => ({
    rule: [direction, what, kebab(name), word].filter((part) => part !== '').join('-'),
    severity: severityOf(effect, direction),
    direction,
    field,
    message: `${field}: ${message}`,
  });
  const limits = [...lower, ...upper].flatMap((name) => {
    const effect = limitEffect(name, before[name], after[name]);
    if (!effect) return [];
    const [old, now] = [before[name] ?? 'unlimited', after[name] ?? 'unlimited'];
    return [change(name, effect, wordOf(before[name], after[name]), `${name} was ${old} and is ${now}`)];
  });
  const others = equal.flatMap((name) => {
    if (before[name] === after[name]) return [];
    const effect = equalEffect(name, before[name], after[name]);
    const word = wordOfEqual(before[name], after[name], effect);
    return [
      change(name, effect, word, `${name} was ${before[name] ?? 'absent'} and is ${after[name] ?? 'absent'}`),
    ];
  });
  return [...limits, ...others, ...enumChanges(before, after, change)];
}

/** A pattern that matches everything counts as none. */
function equalEffect(name: string, old: unknown, now: unknown): Effect {
  if (now === undefined || (name === 'pattern' && /^\^?\.\*\$?$/.test(String(now)))) return 'widened';
  return old === undefined ? 'narrowed' : 'changed';
}

function wordOfEqual(old: unknown, now: unknown, effect: Effect): string {
  if (now === undefined) return 'removed';
  if (old === undefined) return 'added';
  return effect === 'widened' ? 'generalized' : 'changed';
}

function kebab(name: string): string {
  return name
    .replace('inimum', 'in')
    .replace('aximum', 'ax')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function wordOf(old: number | undefined, now: number | undefined): string {
  if (old === undefined) return 'set';
  if (now === undefined) return 'unset';
  return now > old ? 'increased' : 'decreased';
}

function limitEffect(name: string, old: number | undefined, now: number | undefined): Effect | undefined {
  if (old === now) return undefined;
  const low = lower.some((one) => one === name);
  const open = low ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const raised = (now ?? open) > (old ?? open);
  return raised === low ? 'narrowed' : 'widened';
}

type MakeChange = (name: string, effect: Effect, word: string, message: string) => LocalChange;

function enumChanges({ enum: old }: Facets, { enum: now }: Facets, change: MakeChange): LocalChange[] {
  if (!old && !now) return [];
  if (!old) return [change('became-enum', 'narrowed', '', 'only listed values are allowed now')];
  if (!now) return [change('enum', 'widened', 'removed', 'all values are allowed now')];
  const gone = old.filter((value) => !now.includes(value));
  const come = now.filter((value) => !old.includes(value));
  return [
    ...gone.map((value) => change('enum', 'narrowed', 'value-removed', `${JSON.stringify(value)} is gone`)),
    ...come.map((value) => change('enum', 'widened', 'value-added', `${JSON.stringify(value)} is new`)),
  ];
}
