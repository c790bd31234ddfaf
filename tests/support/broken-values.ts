import fc, { type Arbitrary } from 'fast-check';
import { anyCharacter } from './any-character.ts';
import { type JsonObject, lengthOf, resolved, stretched, type ValueSchema, valuesOf } from './arbitraries.ts';

/** A rule of a schema, and values that violate only this rule. */
export interface BrokenRule {
  /** The rule and its place, in words. */
  readonly what: string;
  readonly values: Arbitrary<unknown>;
}

/** All ways in which a body can violate a single rule of a type of the contract. */
export function brokenBodies(typeName: string): readonly BrokenRule[] {
  return brokenRules({ $ref: `#/${typeName}` });
}

function brokenRules(schema: ValueSchema): BrokenRule[] {
  const whole = resolved(schema);
  const wrongType = { what: 'of another type', values: otherTypes(whole) };
  if (whole.type === 'object') return [wrongType, ...brokenMembers(whole)];
  if (whole.type === 'array') return [wrongType, ...brokenLists(whole)];
  if (whole.type === 'boolean') return [wrongType];
  if (whole.type === 'integer') return [wrongType, ...brokenIntegers(whole)];
  return [wrongType, ...brokenTexts(whole)];
}

function otherTypes({ type }: ValueSchema): Arbitrary<unknown> {
  const samples = { string: 'x', boolean: true, integer: 7, array: [], object: {} };
  const others = Object.entries(samples).filter(([name]) => name !== type);
  return fc.constantFrom(...others.map(([, value]) => value));
}

function brokenMembers(schema: ValueSchema): BrokenRule[] {
  const { properties = {}, required = [] } = schema;
  const bodies = valuesOf({ ...schema, type: 'object' }) as Arbitrary<JsonObject>;
  return Object.entries(properties).flatMap(([name, member]) => {
    const absent: BrokenRule[] = required.includes(name)
      ? [
          { what: 'missing', values: fc.constant(undefined) },
          { what: 'null', values: fc.constant(null) },
        ]
      : [];
    return [...absent, ...brokenRules(member)].map(({ what, values }) => ({
      what: `${name} ${what}`,
      values: fc.tuple(bodies, values).map(([body, value]) => ({ ...body, [name]: value })),
    }));
  });
}

function brokenLists({ items = {}, minItems = 0, maxItems, uniqueItems = false }: ValueSchema): BrokenRule[] {
  const valid = valuesOf(items);
  const lists = brokenRules(items).map(({ what, values }) => ({
    what: `with an entry ${what}`,
    values: values.map((value) => [value]),
  }));
  if (minItems > 0) lists.push({ what: 'too short', values: fc.constant([]) });
  if (uniqueItems) lists.push({ what: 'with an entry twice', values: valid.map((value) => [value, value]) });
  if (maxItems !== undefined && !uniqueItems) {
    const tooMany = { minLength: maxItems + 1, maxLength: maxItems + 1 };
    lists.push({ what: 'too long', values: fc.array(valid, tooMany) });
  }
  return lists;
}

function brokenIntegers({ minimum, maximum }: ValueSchema): BrokenRule[] {
  const rules: BrokenRule[] = [{ what: 'with a fraction', values: fc.constantFrom(1.5, 0.1, 1e-9) }];
  if (minimum !== undefined) rules.push({ what: 'too small', values: fc.constant(minimum - 1) });
  if (maximum !== undefined) rules.push({ what: 'too large', values: fc.constant(maximum + 1) });
  return rules;
}

const notDates = [
  ...[
    '',
    'yesterday',
    '2018',
    '2018-10-20',
    '2018-10-20T16:41:41',
    '16:41:41Z',
    '1540053701',
    '2018-10-20T24:00:00Z',
  ],
  ...['2018-02-30T00:00:00Z', '2018-13-01T00:00:00Z', '2018-10-20T16:41:60Z', '2018-10-20T16:41:41+25:00'],
  ...['12018-10-20T16:41:41Z', '-2018-10-20T16:41:41Z', '2018-10-20T16:41:41Z\n', 'infinity'],
];

function brokenTexts(schema: ValueSchema): BrokenRule[] {
  const { pattern, minLength = 0, maxLength } = schema;
  const valid = valuesOf({ ...schema, type: 'string' }) as Arbitrary<string>;
  const rules: BrokenRule[] = [
    { what: 'with half a character', values: valid.map((text) => `${text}\ud800`) },
    { what: 'with a NUL character', values: valid.map((text) => `\0${text}`) },
  ];
  if (schema.enum) {
    const strangers = ['', 'unknown', ' '].filter((text) => !schema.enum?.includes(text));
    return [...rules, { what: 'none of those known', values: fc.constantFrom(...strangers) }];
  }
  if (schema.format === 'date-time')
    return [...rules, { what: 'no date', values: fc.constantFrom(...notDates) }];
  if (minLength > 0)
    rules.push({ what: 'too short', values: valid.map((text) => firstOf(text, minLength - 1)) });
  if (maxLength !== undefined && maxLength < 300_000) {
    rules.push({ what: 'too long', values: valid.map((text) => stretched(text, maxLength + 1)) });
  }
  if (pattern !== undefined) rules.push({ what: 'of another form', values: notMatching(pattern, schema) });
  return rules;
}

function firstOf(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}

/** By pattern and lengths: making an arbitrary takes longer than drawing from it. */
const known = new Map<string, Arbitrary<string>>();

function notMatching(pattern: string, { minLength = 0, maxLength = 100 }: ValueSchema): Arbitrary<string> {
  const key = JSON.stringify([pattern, minLength, maxLength]);
  const values = known.get(key) ?? newNotMatching(pattern, minLength, maxLength);
  known.set(key, values);
  return values;
}

function newNotMatching(pattern: string, minLength: number, maxLength: number): Arbitrary<string> {
  const form = new RegExp(pattern, 'u');
  const ofFittingLength = fc
    .string({ unit: anyCharacter, minLength, maxLength })
    .map((text) => text.replaceAll('\0', '!'));
  const spoiled = fc
    .tuple(
      fc.stringMatching(form),
      fc.constantFrom('\u00a0', '@', '\n', '\u2028', 'é', '/', '\u0001', '👩‍👧'),
      fc.boolean(),
    )
    .map(([text, stranger, first]) => (first ? stranger + text : text + stranger));
  return fc.oneof(ofFittingLength, spoiled).filter((text) => {
    const length = lengthOf(text);
    return !form.test(text) && text.isWellFormed() && length >= minLength && length <= maxLength;
  });
}
