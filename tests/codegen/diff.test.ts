import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compareApis } from '../../codegen/diff/compare.ts';
import { breakingOf, formatReport } from '../../codegen/diff/report.ts';
import { generate } from '../../codegen/generate.ts';
import type { Api } from '../../codegen/model.ts';
import { open } from '../../codegen/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const base = `#%RAML 1.0
title: Shop
baseUri: https://example.org/api
mediaType: application/json
annotationTypes: { acceptBreaking: any }
securitySchemes:
  basic: { type: Basic Authentication }
  oauth: { type: OAuth 2.0, settings: { accessTokenUri: "https://a.example/t", authorizationGrants: [ client_credentials ], scopes: [ a, b ] } }
types:
  Color: { enum: [ red, blue ] }
  Item:
    properties:
      name: { type: string, maxLength: 9 }
      color: Color
      size?: integer
      note?: string | nil
      parts?: Item[]
/items:
  get:
    queryParameters: { limit?: { type: integer, maximum: 5 } }
    securedBy: [ oauth: { scopes: [ a ] } ]
    responses:
      200: { headers: { X-Total?: integer }, body: "Item[]" }
      404: { body: { properties: { error: string } } }
  put:
    body: Item
    responses: { 204: }
  /{id}:
    delete:
      responses: { 204: }
`;

/** Parsed contracts by text: most tests compare with the same one. */
const apis = new Map<string, Api>();

function read(text: string): Api {
  const api = apis.get(text) ?? parse(text);
  apis.set(text, api);
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

function changes(...replacements: readonly (readonly [string, string])[]): ReturnType<typeof compareApis> {
  const changed = replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, base);
  return compareApis(read(base), read(changed));
}

function rules(...replacements: readonly (readonly [string, string])[]): string[] {
  return changes(...replacements).map(({ severity, rule }) => `${severity} ${rule}`);
}

describe('differences between contracts', () => {
  test('a contract does not differ from itself', () => {
    expect(rules()).toEqual([]);
  });

  const rows: [string, [string, string], string[]][] = [
    ['a gone operation', ['    delete:\n      responses: { 204: }\n', ''], ['breaking operation-removed']],
    [
      'a new operation',
      ['  put:\n', '  post: { responses: { 201: } }\n  put:\n'],
      ['addition operation-added'],
    ],
    [
      'a renamed path parameter, after which the operation is called',
      ['/{id}:', '/{itemId}:'],
      ['addition api-operation-id-added', 'addition api-operation-id-removed'],
    ],
    ['another base path', ['org/api', 'org/v2'], ['breaking api-base-path-changed']],
    [
      'a new status',
      ['      404:', '      409:\n      404:'],
      ['addition response-non-success-status-added'],
    ],
    [
      'another success',
      ['responses: { 204: }\n  /', 'responses: { 200: }\n  /'],
      ['breaking response-success-status-removed', 'addition response-success-status-added'],
    ],
    [
      'a lower limit of a parameter',
      ['maximum: 5', 'maximum: 4'],
      ['breaking request-parameter-max-decreased'],
    ],
    [
      'a higher limit of a parameter',
      ['maximum: 5', 'maximum: 6'],
      ['addition request-parameter-max-increased'],
    ],
    ['a needed parameter', ['limit?:', 'limit:'], ['breaking request-parameter-became-required']],
    [
      'a gone parameter',
      ['limit?:', 'size?:'],
      ['breaking request-parameter-removed', 'addition new-optional-request-parameter'],
    ],
    [
      'a gone header',
      ['headers: { X-Total?: integer }, ', ''],
      ['breaking optional-response-header-removed'],
    ],
    [
      'another scope',
      ['scopes: [ a ]', 'scopes: [ b ]'],
      ['breaking api-security-scope-removed', 'addition api-security-scope-added'],
    ],
    ['any scope', ['oauth: { scopes: [ a ] } ]', 'oauth ]'], ['addition api-security-scheme-added']],
    [
      'another scheme',
      ['oauth: { scopes: [ a ] } ]', 'basic ]'],
      ['breaking api-security-scope-removed', 'addition api-security-scheme-added'],
    ],
    [
      'one more scheme',
      ['oauth: { scopes: [ a ] } ]', 'oauth: { scopes: [ a ] }, basic ]'],
      ['addition api-security-scheme-added'],
    ],
    ['no token any longer', ['[ oauth: { scopes: [ a ] } ]', '[ null ]'], ['addition api-security-removed']],
    [
      'a body that may be left out',
      ['body: Item\n', 'body: { type: Item, required: false }\n'],
      ['addition request-body-became-optional'],
    ],
    [
      'a body of another media type',
      ['body: Item\n', 'body: { text/plain: string }\n'],
      ['breaking request-body-media-type-removed', 'addition request-body-media-type-added'],
    ],
    // In both directions: the type is sent and returned.
    [
      'a value more',
      ['[ red, blue ]', '[ red, blue, green ]'],
      ['breaking response-property-enum-value-added', 'addition request-property-enum-value-added'],
    ],
    [
      'a value less',
      ['[ red, blue ]', '[ red ]'],
      ['addition response-property-enum-value-removed', 'breaking request-property-enum-value-removed'],
    ],
    [
      'a longer text',
      ['maxLength: 9', 'maxLength: 10'],
      ['breaking response-property-max-length-increased', 'addition request-property-max-length-increased'],
    ],
    [
      'a new needed property',
      ['      color:', '      kind: string\n      color:'],
      ['addition response-required-property-added', 'breaking new-required-request-property'],
    ],
    [
      'a new optional property',
      ['      color:', '      kind?: string\n      color:'],
      ['addition response-optional-property-added', 'addition new-optional-request-property'],
    ],
    [
      'a gone property',
      ['      color: Color\n', ''],
      ['breaking response-required-property-removed', 'breaking request-property-removed'],
    ],
    [
      'a property that may be left out',
      ['color: Color', 'color?: Color'],
      ['breaking response-property-became-optional', 'addition request-property-became-optional'],
    ],
    [
      'a wider type',
      ['size?: integer', 'size?: number'],
      ['breaking response-property-type-generalized', 'addition request-property-type-generalized'],
    ],
    [
      'another type',
      ['size?: integer', 'size?: boolean'],
      ['breaking response-property-type-changed', 'breaking request-property-type-changed'],
    ],
    [
      'null no longer',
      ['note?: string | nil', 'note?: string'],
      ['addition response-property-became-not-nullable', 'breaking request-property-became-not-nullable'],
    ],
    [
      'a closed object',
      ['  Item:\n', '  Item:\n    additionalProperties: false\n'],
      ['addition response-additional-properties-closed', 'breaking request-additional-properties-closed'],
    ],
  ];
  test.each(rows)('%s', (_name, replacement, expected) => {
    expect(rules(replacement).sort()).toEqual([...expected].sort());
  });
});

describe('accepting a break on purpose', () => {
  test('at the operation, by its rule', () => {
    const found = changes(
      ['maximum: 5', 'maximum: 4'],
      ['  get:\n', '  get:\n    (acceptBreaking): [ request-parameter-max-decreased ]\n'],
    );
    expect(found.map(({ accepted }) => accepted)).toEqual([true]);
    expect(breakingOf(found)).toEqual([]);
  });

  test('at the API for what is gone, and for nothing else', () => {
    const gone = ['    delete:\n      responses: { 204: }\n', ''] as const;
    const accept = (what: string) =>
      ['title: Shop\n', `title: Shop\n(acceptBreaking): [ "${what}" ]\n`] as const;
    expect(breakingOf(changes(gone, accept('operation-removed DELETE /items/{id}')))).toEqual([]);
    expect(breakingOf(changes(gone, accept('operation-removed DELETE /items')))).toHaveLength(1);
  });
});

describe('the report', () => {
  const found = () => changes(['maximum: 5', 'maximum: 4'], ['      404:', '      409:\n      404:']);

  test('as text names place, rule and field', () => {
    expect(formatReport(found(), 'text').split('\n')).toEqual([
      'api.raml:19:3: breaking (request, request-parameter-max-decreased): GET /items query.limit: maximum was 5 and is 4',
      'api.raml:19:3: addition (response, response-non-success-status-added): GET /items 409 is new',
      '1 breaking change, 0 accepted, 1 addition',
    ]);
  });

  test('as Markdown has a table for requests and one for additions', () => {
    expect(formatReport(found(), 'markdown')).toContain('### Breaking in requests\n\n| operation |');
  });

  test('as JSON counts what breaks', () => {
    const { breaking, changes: list } = JSON.parse(formatReport(found(), 'json'));
    expect([breaking, list.length]).toEqual([1, 2]);
  });
});

test('any scope no longer suffices, or a scheme', () => {
  const secured = (by: string) => read(base.replace('oauth: { scopes: [ a ] } ]', by));
  const messages = (from: string, to: string) =>
    compareApis(secured(from), secured(to)).map(({ severity, message }) => `${severity}: ${message}`);
  expect(messages('oauth ]', 'oauth: { scopes: [ a ] } ]')).toEqual([
    'breaking: the scheme oauth with any scope no longer suffices',
  ]);
  expect(messages('oauth, basic ]', 'oauth ]')).toEqual(['breaking: the scheme basic no longer suffices']);
  expect(messages('null, basic ]', 'null ]')).toEqual([]);
});

test('an option that remains is the same, and types with the same text differ by their names', () => {
  const withNote = (type: string) => read(base.replace('note?: string | nil', `note?: ${type}`));
  const messages = (from: string, to: string) =>
    compareApis(withNote(from), withNote(to)).map(({ severity, message }) => `${severity}: ${message}`);
  expect(messages('Color | integer', 'Color')).toEqual([
    'addition: 200.body[].note may no longer be number',
    'breaking: body.note may no longer be number',
  ]);
  expect(messages('date-only', 'datetime')).toEqual([
    'breaking: 200.body[].note was date-only and is datetime',
    'breaking: body.note was date-only and is datetime',
  ]);
});
