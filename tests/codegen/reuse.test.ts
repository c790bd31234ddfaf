import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { generateFrom } from '../../codegen/generate.ts';
import { loadContract } from '../../codegen/load.ts';
import { outputNames } from '../../codegen/outputs.ts';
import { open } from '../../codegen/profile.ts';
import { createSharing, type Share } from '../../codegen/reuse.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-reuse-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = join(folder, 'api.raml');

const text = `#%RAML 1.0
title: Shop
baseUri: /v1
mediaType: application/json
securitySchemes:
  key:
    type: Pass Through
    describedBy: { headers: { X-Key: string } }
securedBy: [ key ]
types:
  Name: { type: string, maxLength: 9, description: What it is called. }
  Item: { properties: { name: Name, size?: integer } }
  Car: { type: Item, properties: { doors: integer } }
  Page: { properties: { limit?: integer } }
/cars:
  displayName: Cars
  get:
    queryString: { type: Page }
    responses: { 200: { body: "Car[]" } }
  post:
    body: Car
    responses: { 204: }
/names/{name}:
  uriParameters: { name: Name }
  put:
    body: { application/x-www-form-urlencoded: Item }
    responses: { 204: }
`;

function generate(contents: string, share?: Share): Record<string, string> {
  writeFileSync(contract, contents);
  const { diagnostics, files } = generateFrom(loadContract(contract), open, outputNames, share);
  expect(diagnostics).toEqual([]);
  return Object.fromEntries(files);
}

describe('what is reused after a change gives the same files as a run of its own', () => {
  test.each([
    ['the description of a type', 'What it is called.', 'How it is called.'],
    ['a facet of a type that an inherited property has', 'maxLength: 9', 'maxLength: 7'],
    [
      'the kind of a type that a parameter has',
      'Name: { type: string, maxLength: 9',
      'Name: { type: integer',
    ],
    ['an inherited property', 'size?: integer', 'size: number'],
    ['a parameter in the type of a query', 'limit?: integer', 'limit?: integer, from: string'],
    ['the parent of a type', 'Car: { type: Item', 'Car: { type: Page'],
    ['the order of types', /( {2}Item: .*\n)( {2}Car: .*\n)/, '$2$1'],
    ['the name of a type', /Page/g, 'Part'],
    ['the path of the API', 'baseUri: /v1', 'baseUri: /v2'],
    ['the path of a resource', '/cars:', '/autos:'],
    ['the place of a token', 'headers: { X-Key', 'queryParameters: { X-Key'],
    ['the name of a scheme', /key/g, 'pass'],
    ['an operation', '  get:', '  delete:'],
  ])('%s', (_what, from, to) => {
    const share = createSharing();
    const before = generate(text, share);
    const changed = text.replace(from, to);
    const after = generate(changed, share);
    expect(after).not.toEqual(before);
    expect(after).toEqual(generate(changed));
    expect(generate(text, share)).toEqual(before);
  });
});
