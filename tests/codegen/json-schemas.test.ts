import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { formatDiagnostic } from '../../codegen/diagnostics.ts';
import { generate } from '../../codegen/generate.ts';
import { init } from '../../codegen/init/init.ts';
import { open } from '../../codegen/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen schemas '));
const project = join(folder, 'my api');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(project, { recursive: true, force: true }));

type Schema = Readonly<Record<string, unknown>>;

/** Writes a contract whose type `Top` is in a separate file, with other files beside it. */
function write(files: Readonly<Record<string, Schema | string>>, example = '{}', included = 's/top.json') {
  const contract = `#%RAML 1.0
title: T
mediaType: application/json
types:
  Top: !include ${included}
/a:
  get:
    responses:
      200:
        body: { type: Top, example: '${example}' }
`;
  for (const [name, content] of Object.entries({ 'api.raml': contract, ...files })) {
    const path = join(project, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return join(project, 'api.raml');
}

function diagnostics(...args: Parameters<typeof write>): string[] {
  return generate(write(...args), open).diagnostics.map(formatDiagnostic);
}

const draft4 = 'http://json-schema.org/draft-04/schema#';
const draft7 = 'http://json-schema.org/draft-07/schema#';
const corner = (ref: string, rest: Schema = {}): Schema => ({
  $schema: draft4,
  type: 'object',
  properties: { corner: { $ref: ref } },
  ...rest,
});
const point: Schema = { $schema: draft4, type: 'object', properties: { x: { type: 'number' } } };

describe('JSON schemas that refer to other files', () => {
  test('in a folder with a space in its name', () => {
    const contract = write({ 's/top.json': corner('point.json'), 's/point.json': point });
    const { diagnostics: found, files } = generate(contract, open);
    expect(found.map(formatDiagnostic)).toEqual([]);
    expect(files.get('types.ts')).toContain('readonly corner?: Point;');
  });

  test.each<[string, Parameters<typeof write>]>([
    ['each other', [{ 's/top.json': corner('mid.json'), 's/mid.json': corner('top.json') }]],
    [
      'a file of draft 7',
      [
        {
          's/top.json': { ...corner('p.json'), $schema: draft7 },
          's/p.json': {
            type: 'object',
            properties: { x: { exclusiveMinimum: 0 }, y: true },
          },
        },
      ],
    ],
    ['an anchor', [{ 's/top.json': corner('#p', { definitions: { p: { id: '#p', type: 'object' } } }) }]],
    [
      'a file beside the one of which a part is included',
      [
        { 's/all.json': { definitions: { a: corner('point.json') } }, 's/point.json': point },
        '{}',
        's/all.json#/definitions/a',
      ],
    ],
    [
      'nothing, of draft 4 although they say draft 3',
      [
        {
          's/top.json': {
            $schema: 'http://json-schema.org/draft-03/schema',
            type: 'object',
            properties: { x: {} },
            required: ['x'],
          },
        },
        '{"x":1}',
      ],
    ],
  ])('refer to %s', (_what, args) => {
    expect(diagnostics(...args)).toEqual([]);
  });

  test('an example that the other file does not allow is refused', () => {
    const files = { 's/top.json': corner('point.json'), 's/point.json': point };
    expect(diagnostics(files, '{"corner":{"x":1}}')).toEqual([]);
    expect(diagnostics(files, '{"corner":{"x":"one"}}')).toEqual([
      'api.raml:10:49: Content is not valid according to schema: /corner/x must be number.',
    ]);
  });

  test('a limit of draft 7 holds for examples', () => {
    const top = { $schema: draft7, type: 'object', properties: { x: { exclusiveMinimum: 0 } } };
    expect(diagnostics({ 's/top.json': top }, '{"x":1}')).toEqual([]);
    expect(diagnostics({ 's/top.json': top }, '{"x":0}')).toEqual([
      'api.raml:10:39: Content is not valid according to schema: /x must be > 0.',
    ]);
  });

  test('a file that is missing or broken is named once', () => {
    const begin = 'api.raml:5:3: The JSON schema refers to "point.json", which';
    expect(diagnostics({ 's/top.json': corner('point.json') })).toEqual([`${begin} does not exist.`]);
    expect(diagnostics({ 's/top.json': corner('point.json'), 's/point.json': '{ "type": ' })).toEqual([
      `${begin} cannot be read: Unexpected end of JSON input.`,
    ]);
  });

  test('an invalid schema is refused at its place', () => {
    expect(diagnostics({ 's/top.json': { $schema: draft4, type: 'objekt' } })).toEqual([
      expect.stringMatching(/^s\/top.json:1:\d+: Invalid JSON schema: \/type must be /),
    ]);
  });

  test('nothing is printed about references outside of a text', () => {
    const printed = jest.spyOn(console, 'warn');
    expect(diagnostics({ 's/top.json': corner('/none/point.json') })).toHaveLength(1);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  test('are files of the contract, which a starter project gets too', () => {
    const contract = write({
      's/top.json': corner('t/mid.json'),
      's/t/mid.json': corner('../point.json'),
      's/point.json': point,
    });
    const { sources } = generate(contract, open);
    const names = ['api.raml', 's/top.json', 's/t/mid.json', 's/point.json'];
    expect(sources).toEqual(names.map((name) => join(project, name)));
    const starter = join(project, 'starter');
    init(contract, starter, open);
    for (const name of names)
      expect(readFileSync(join(starter, name))).toEqual(readFileSync(join(project, name)));
  });
});

describe('a JSON schema that refers to itself is one type', () => {
  const schema = JSON.stringify(corner('#'));
  const head = '#%RAML 1.0\ntitle: T\n';
  const body = (type: string): string =>
    `/a: { put: { body: { application/json: { type: ${type} } }, responses: { 204: } } }\n`;

  test.each([
    ['that is declared', `${head}types: { Node: !include node.json }\n${body('Node')}`],
    ['that several types are', `${head}types: { Node: !include node.json, B: Node }\n${body('B')}`],
    ['that is included twice', `${head}types: { Node: !include node.json }\n${body('!include node.json')}`],
    ['of a body', `${head}${body('!include node.json')}`],
  ])('%s', (_what, contract) => {
    const { files } = generate(write({ 'api.raml': contract, 'node.json': schema }), open);
    expect(files.get('types.ts')?.match(/^export interface (?!UploadedFile).*\n.*corner.*/gm)).toEqual([
      'export interface Node {\n  readonly corner?: Node;',
    ]);
    expect(files.get('operations.ts')).toMatch(/readonly body: T\.(Node|B);/);
  });
});
