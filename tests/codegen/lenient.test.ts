import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { main } from '../../codegen/command-line.ts';
import { formatDiagnostic, formatPlace } from '../../codegen/diagnostics.ts';
import { type Generation, generate, generateFrom } from '../../codegen/generate.ts';
import { loadContract } from '../../codegen/load.ts';
import { outputNames } from '../../codegen/outputs.ts';
import { lenient, open } from '../../codegen/profile.ts';
import { compile } from '../../codegen/tck/compile.ts';
import { openapiVerdict } from '../../codegen/tck/validate-openapi.ts';
import { corpus } from './corpora.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-lenient-'));
afterAll(() => rmSync(folder, { recursive: true }));

const outputs = outputNames.filter((name) => name !== 'validators.js');

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Warnings about tolerated deviations, without those of the profile `open`. */
function tolerated({ warnings }: Generation): string[] {
  return warnings
    .filter(({ message }) => !message.includes('securedBy'))
    .map((warning) => formatDiagnostic(warning).split('. ')[0]?.replace(/\.$/, '') ?? '');
}

/** Compiled in a folder of the repository, so that the compiler finds its types. */
function typeErrors({ files }: Generation): string[] {
  const place = fileURLToPath(new URL('./lenient/', import.meta.url));
  const sources = [...files].filter(([name]) => name.endsWith('.ts'));
  return compile(new Map(sources.map(([name, text]) => [join(place, name), text])));
}

function openapiOf({ files }: Generation) {
  return JSON.parse(files.get('openapi.json') ?? '');
}

const head = '#%RAML 1.0\ntitle: T\nmediaType: application/json\n';

const questionable = `${head}securitySchemes:
  oauth:
    type: OAuth 2.0
    settings: { accessTokenUri: "https://a.example/t", authorizationGrants: [ client_credentials ], scopes: [ read ] }
annotationTypes: { rank: integer }
types:
  Item:
    (rank): high
    properties:
      name: string
      size: float
      name: string
      default: { type: integer, default: none }
    example: { name: 5 }
  Document:
    type: |
      { "type": "object", "properties": { "a": { "type": "integer" } } }
    example: |
      { "a": "x" }
/items/{id}:
  uriParameters: { id: { type: integer, color: red, example: one } }
  get:
    securedBy: [ oauth: { scopes: [ read, write ] } ]
    responses: { 200: { body: { application/json: { type: Items } } } }
  put: { securedBy: [ null ], body: Document, responses: { 204: } }
`;

const findings = [
  'api.raml:11:5: integer is expected',
  "api.raml:14:7: Property 'size' refers to unknown type 'float'",
  'api.raml:15:7: Keys should be unique',
  'api.raml:16:33: integer is expected',
  "api.raml:17:5: Required property 'size' is missing",
  "api.raml:17:5: Required property 'default' is missing",
  "api.raml:17:16: Expected type 'string' but got 'number'",
  'api.raml:22:9: Content is not valid according to schema: /a must be integer',
  "api.raml:24:41: Specifying unknown facet: 'color'",
  'api.raml:24:53: integer is expected',
  "api.raml:26:43: The 'write' scope is not allowed for the 'oauth' security scheme",
  "api.raml:27:53: Inheriting from unknown type 'Items'",
];

describe('the profile "lenient"', () => {
  test('warns of what "open" refuses: scopes, unknown types and facets, equal keys, examples, defaults', async () => {
    const loaded = loadContract(write('api.raml', questionable));
    const refused = generateFrom(loaded, open, outputs);
    const generation = generateFrom(loaded, lenient, outputs);
    expect(generation.diagnostics).toEqual([]);
    expect(tolerated(generation)).toEqual(findings);
    expect(refused.files.size).toBe(0);
    expect(refused.tolerable).toBe(refused.diagnostics.length);
    expect(typeErrors(generation)).toEqual([]);
    expect(await openapiVerdict(openapiOf(generation))).toBe('valid');
  });

  test('adds used scopes to their scheme; unknown types are any; the first of equal keys counts', () => {
    const { components } = openapiOf(generate(write('api.raml', questionable), lenient, outputs));
    const { scopes } = components.securitySchemes.oauth.flows.clientCredentials;
    expect(Object.keys(scopes)).toEqual(['read', 'write']);
    const { name, size } = components.schemas.Item.properties;
    expect([name, size]).toEqual([{ type: 'string' }, {}]);
  });

  test.each([
    ['a facet with a wrong value', 'types:\n  A: { type: integer, minimum: low }\n', '5:23'],
    [
      'a property that is called example',
      'types:\n  A: { properties: { example: { minLength: x } } }\n',
      '5:33',
    ],
    ['a missing file', 'types:\n  A: { example: !include none.json }\n', '5:8'],
    ['an unknown trait', '/a: { get: { is: [ none ] } }\n', '4:20'],
  ])('refuses %s', (_what, text, place) => {
    const { diagnostics, files } = generate(write('api.raml', `${head}${text}`), lenient, outputs);
    expect(diagnostics.map((diagnostic) => formatPlace(diagnostic.place))).toEqual([`api.raml:${place}`]);
    expect(files.size).toBe(0);
  });

  test.each([
    ['open', '--profile lenient reduces 1 of them to warnings'],
    ['strict', undefined],
  ])('is named when %s refuses what it tolerates', async (profile, line) => {
    const text = '/a: { get: { displayName: A, securedBy: [ null ], responses: { 200: } } }\n';
    const path = write('api.raml', `${head}types: { A: { type: integer, example: x } }\n${text}`);
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      expect(await main(['--contract', path, '--out', join(folder, 'out'), '--profile', profile])).toBe(1);
      expect(printed.mock.calls.flat().find((one) => String(one).includes('lenient'))).toBe(line);
    } finally {
      printed.mockRestore();
    }
  });

  test('is written into the configuration of a project that init makes with it', async () => {
    const path = write('api.raml', questionable);
    const quiet = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log')];
    for (const method of quiet) method.mockImplementation(() => {});
    try {
      expect(await main(['init', join(folder, 'project'), '--contract', path, '--profile', 'lenient'])).toBe(
        0,
      );
    } finally {
      jest.restoreAllMocks();
    }
    const { default: config } = await import(join(folder, 'project', 'codegen.config.json'));
    expect(config.profile).toBe('lenient');
  });
});

const orchestrator = corpus('0-orchestrator');

(orchestrator ? test : test.skip)('a real contract with 154 errors can be generated from', async () => {
  const loaded = loadContract(join(orchestrator ?? '', 'raml/api.raml'));
  expect(generateFrom(loaded, open, outputs)).toMatchObject({ tolerable: 154 });
  const generation = generateFrom(loaded, lenient, outputs);
  expect(generation.diagnostics).toEqual([]);
  expect(typeErrors(generation)).toEqual([]);
  expect(await openapiVerdict(openapiOf(generation))).toBe('valid');
});
