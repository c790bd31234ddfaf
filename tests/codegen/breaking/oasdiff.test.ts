import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compareApis } from '../../../codegen/diff/compare.ts';
import { generate } from '../../../codegen/generate.ts';
import type { Api } from '../../../codegen/model.ts';
import { open } from '../../../codegen/profile.ts';
import { declarations, incomparable, operation, operations, places, type Row, schemes } from './oasdiff.ts';

/** By rule: ERR, WARN or INFO. */
const levels = new Map(
  readFileSync(new URL('./oasdiff-rules.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line): [string, string] => [line.split(' ')[1] ?? '', line.split(' ')[0] ?? '']),
);

const folder = mkdtempSync(join(tmpdir(), 'codegen-oasdiff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const types = `types:
  A: { properties: { a: integer } }
  B: { properties: { b: integer } }
`;
const securitySchemes =
  '{ basic: { type: Basic Authentication }, oauth: { type: OAuth 2.0, settings: { accessTokenUri: "https://a.example/t", authorizationGrants: [ client_credentials ], scopes: [ a, b ] } } }';

/** What was read by its text: many rows begin with the same contract. */
const known = new Map<string, Api>();

function read(rest: string, secured = securitySchemes): Api {
  const text = `#%RAML 1.0\ntitle: T\nmediaType: application/json\nsecuritySchemes: ${secured}\n${types}${rest}\n`;
  const api = known.get(text) ?? parse(text);
  known.set(text, api);
  return api;
}

function parse(text: string): Api {
  const path = join(folder, 'api.raml');
  writeFileSync(path, text);
  const { api, diagnostics } = generate(path, open, []);
  expect(diagnostics).toEqual([]);
  if (!api) throw new Error('nothing was read');
  return api;
}

function changes(before: Api, after: Api): string[] {
  return compareApis(before, after)
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .sort();
}

function expected(rule: string): string {
  return `${levels.get(rule) === 'INFO' ? 'addition' : 'breaking'} ${rule}`;
}

/** Rules of oasdiff for which ours give another level. */
const stricter: ReadonlySet<string> = new Set([
  'api-security-added',
  'api-security-scope-removed',
  'response-property-any-of-added',
  'response-body-any-of-added',
  'response-property-pattern-changed',
  'response-property-pattern-removed',
  'response-property-pattern-property-removed',
]);

function check([rule, , , ours = [expected(rule)]]: Row, found: readonly string[]): void {
  const expectedRules = stricter.has(rule) ? ours.map((one) => one.replace('addition', 'breaking')) : ours;
  expect(found).toEqual([...expectedRules].sort());
}

const isRule = ([rule]: Row): boolean => levels.has(rule);

describe('a declaration changes', () => {
  test.each(declarations.filter(isRule))('%s', (...row) => {
    const [rule, before, after] = row;
    const [, place] = Object.entries(places).find(([at]) => rule.startsWith(`${at}-`)) ?? [];
    if (!place) throw new Error(`no place for ${rule}`);
    check(row, changes(read(place(before)), read(place(after))));
  });
});

describe('an operation changes', () => {
  test.each(operations)('%s', (...row) => {
    const [, before, after] = row;
    check(row, changes(read(before), read(after)));
  });
});

describe('a security scheme changes', () => {
  test.each(schemes)('%s', (...row) => {
    const [, before, after] = row;
    check(row, changes(read('/a: { get: }', before), read('/a: { get: }', after)));
  });
});

describe('a family of types changes', () => {
  const family = (discriminator: string, ...names: readonly string[]): Api =>
    read(
      [
        `  Pet: { ${discriminator} properties: { kind: string, sort: string } }`,
        ...names.map((name) => `  ${name}: { type: Pet, properties: { ${name.toLowerCase()}?: string } }`),
        operation('responses: { 200: { body: Pet } }'),
      ].join('\n'),
    );
  const pets = family('discriminator: kind,', 'Cat', 'Dog');

  test('adding or removing a type adds or removes a value of the discriminator', () => {
    const more = family('discriminator: kind,', 'Cat', 'Dog', 'Bird');
    expect(changes(pets, more)).toEqual([
      'addition response-body-discriminator-mapping-added',
      'breaking response-body-any-of-added',
    ]);
    expect(changes(more, pets)).toEqual([
      'addition response-body-any-of-removed',
      'addition response-body-discriminator-mapping-deleted',
    ]);
  });

  test('another discriminator property, or none', () => {
    const other = changes(pets, family('discriminator: sort,', 'Cat', 'Dog'));
    expect(other).toContain('breaking response-body-discriminator-property-name-changed');
    expect(changes(pets, family('', 'Cat', 'Dog'))).toContain('addition response-body-discriminator-removed');
    expect(changes(family('', 'Cat', 'Dog'), pets)).toContain('addition response-body-discriminator-added');
  });
});

describe('the table', () => {
  const rows = [...declarations.filter(isRule), ...operations, ...schemes];
  const compared = new Set(rows.map(([rule]) => rule));

  test('has each rule of oasdiff: compared, or with the reason why not', () => {
    const missing = [...levels.keys()].filter(
      (rule) => !compared.has(rule) && !incomparable.some(([rules]) => rules.test(rule)),
    );
    expect(missing).toEqual([]);
  });

  test('has only rules of oasdiff, and reasons that are needed', () => {
    expect([...operations, ...schemes].filter((row) => !isRule(row))).toEqual([]);
    const left = [...levels.keys()].filter((rule) => !compared.has(rule));
    expect(incomparable.filter(([rules]) => !left.some((rule) => rules.test(rule)))).toEqual([]);
  });
});
