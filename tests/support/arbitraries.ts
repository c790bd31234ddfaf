import fc, { type Arbitrary } from 'fast-check';
import openapi from '../../generated/openapi.json' with { type: 'json' };
import { isPlainKey } from '../../src/names/freeform.ts';
import { readPersonName } from '../../src/users/person-name.ts';
import { anyCharacter } from './any-character.ts';

/** Random values from the schemas of the contract. */

/** The part of an OpenAPI 3.0 schema that determines valid values. */
export interface ValueSchema {
  readonly $ref?: string;
  readonly allOf?: readonly ValueSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: ValueSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

const schemas = openapi.components.schemas as Readonly<Record<string, ValueSchema>>;

/** Resolves references at the top level of a schema. */
export function resolved({ $ref, allOf = [], ...own }: ValueSchema): ValueSchema {
  const target = $ref === undefined ? [] : [schemas[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}];
  return Object.assign({}, ...[...target, ...allOf].map(resolved), own);
}

/** Valid values of an object type of the contract. */
export function bodiesOf(typeName: string): Arbitrary<JsonObject> {
  return valuesOf({ $ref: `#/${typeName}` }) as Arbitrary<JsonObject>;
}

/** By schema: making an arbitrary takes longer than drawing from it. */
const known = new Map<string, Arbitrary<unknown>>();

/** Valid values of a schema. */
export function valuesOf(schema: ValueSchema): Arbitrary<unknown> {
  const key = JSON.stringify(schema);
  const values = known.get(key) ?? newValuesOf(schema);
  known.set(key, values);
  return values;
}

function newValuesOf(schema: ValueSchema): Arbitrary<unknown> {
  const { type, items = {}, minItems = 0, maxItems = 4, uniqueItems = false, ...rest } = resolved(schema);
  if (type === 'object') return objectsOf(rest);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: rest.minimum ?? 0, max: rest.maximum ?? 2 ** 31 - 1 });
  if (type !== 'array') return textsOf(rest);
  const limits = { minLength: minItems, maxLength: Math.min(maxItems, 4) };
  return uniqueItems
    ? fc.uniqueArray(valuesOf(items), { ...limits, selector: (value) => JSON.stringify(value) })
    : fc.array(valuesOf(items), limits);
}

const isName = (text: string) => readPersonName(text) === text;

/** Rules that the contract states in words only, by member. */
const rulesInWords = new Map([
  ['label', isPlainKey],
  ['Key', isPlainKey],
  ['uniqueid', isPlainKey],
  ['contractId', isPlainKey],
  ['name', isPlainKey],
  ['firstname', isName],
  ['lastname', isName],
]);

function memberOf(name: string, schema: ValueSchema): Arbitrary<unknown> {
  const rule = rulesInWords.get(name);
  const values = valuesOf(schema);
  return rule ? values.filter((value) => typeof value !== 'string' || rule(value)) : values;
}

function objectsOf({ properties = {}, required = [] }: ValueSchema): Arbitrary<JsonObject> {
  const members = Object.entries(properties).map(([name, schema]) => [name, memberOf(name, schema)] as const);
  return fc.record<JsonObject>(Object.fromEntries(members), {
    requiredKeys: required as never[],
    noNullPrototype: true,
  });
}

/**
 * Strings that have caused trouble elsewhere: SQL quotes and comments, templates, patterns, rare characters, names of
 * members.
 */
const troublesome = [
  ...[
    "' or 1=1; --",
    "Robert'); drop table users; --",
    '"; select pg_sleep(9); --',
    'E\\047',
    '$1',
    '$$',
    '?',
  ],
  ...['%', '_', '\\', '\\\\', '%00', '%2F', '../..', 'a/b', 'a.b', '{{7*7}}', '$' + '{7*7}', '<b>&amp;</b>'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', '[]', '{}', '0'],
  ...[
    'é',
    'e\u0301',
    'ß',
    'İ',
    'ı',
    'ΣΑΣ',
    '\u200b',
    '\u202eabc',
    'x\ufeff',
    '\ufeffx',
    '\ufffe',
    '\u2028',
    '\u00a0',
  ],
  ...['👩‍👩‍👧‍👦', '𝒳', '\u{10ffff}', '漢字', 'ﷺ', '\t', '\n', '\r\n', '\u0001', '\u007f', '\u0085', ' x '],
];

const anyText = fc.oneof(
  fc.constantFrom(...troublesome),
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...troublesome), fc.string()).map((parts) => parts.join('')),
);

/** The service refuses text that no database column can store, whatever the schema allows. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

export const lengthOf = (text: string) => [...text].length;

/** Repeats one of its characters until the text has this length. */
export function stretched(text: string, length: number): string {
  const characters = [...(text || 'x')];
  const middle = Math.floor(characters.length / 2);
  const missing = Math.max(0, length - lengthOf(text));
  return [
    ...characters.slice(0, middle),
    (characters[middle] ?? 'x').repeat(missing),
    ...(text ? characters.slice(middle) : []),
  ].join('');
}

function textsOf(schema: ValueSchema): Arbitrary<string> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.format === 'date-time') return timestamps;
  const { pattern, maxLength = Number.POSITIVE_INFINITY } = schema;
  const odd = [...troublesome, ''].filter(fits(schema));
  const usual = pattern === undefined ? anyText : fc.stringMatching(new RegExp(pattern, 'u'));
  const fitting = odd.length > 0 ? fc.oneof(usual, fc.constantFrom(...odd)) : usual;
  const cut = fitting.map((text) => [...text].slice(0, Math.min(maxLength, 5000)).join(''));
  const longest = cut.map((text) => (maxLength > 70_000 ? text : stretched(text, maxLength)));
  return fc.oneof({ weight: 5, arbitrary: cut }, { weight: 1, arbitrary: longest }).filter(fits(schema));
}

function fits({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: ValueSchema) {
  const form = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  return (text: string) => {
    const length = lengthOf(text);
    return isStorable(text) && length >= minLength && length <= maxLength && (!form || form.test(text));
  };
}

/** Times in years of four digits, in all forms of RFC 3339. */
const timestamps: Arbitrary<string> = fc
  .record({
    date: fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    }),
    minutes: fc.integer({ min: -23 * 60, max: 23 * 60 }),
    finer: fc.constantFrom('', '0', '00000', '999999'),
    form: fc.constantFrom('offset', 'zulu', 'lower', 'whole'),
  })
  .map(({ date, minutes, finer, form }) => {
    const text = date.toISOString().replace('Z', '');
    if (form === 'zulu') return `${text}${finer}Z`;
    if (form === 'lower') return `${text}${finer}z`.replace('T', 't');
    if (form === 'whole') return `${text.slice(0, 19)}Z`;
    const hours = String(Math.abs(Math.trunc(minutes / 60))).padStart(2, '0');
    return `${text}${finer}${minutes < 0 ? '-' : '+'}${hours}:${String(Math.abs(minutes % 60)).padStart(2, '0')}`;
  });
