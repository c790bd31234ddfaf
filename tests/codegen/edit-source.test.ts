import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { editSource } from '../../codegen/edit-source.ts';
import { generateFrom } from '../../codegen/generate.ts';
import { loadContract } from '../../codegen/load.ts';
import { outputNames } from '../../codegen/outputs.ts';
import { open } from '../../codegen/profile.ts';
import { jsonOf } from '../../codegen/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-edit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = join(folder, 'api.raml');
const included = join(folder, 'items.raml');

const api = `#%RAML 1.0
title: Shop
mediaType: application/json
traits:
  paged:
    description: A page.
    queryParameters:
      limit?: { type: integer, description: How many., maximum: 5 }
resourceTypes:
  collection:
    get:
      description: All of them.
      responses: { 200: { body: "<<item>>[]" } }
types:
  Item:
    description: |
      What is sold.
      Note: not given away
        to anyone
    properties:
      name: { type: string, maxLength: 9 }
      size?: integer
      # how it looks
      color:
        enum: [ red, blue ]
        description: What it looks like.
  Other: { properties: { item?: Item } }
/items: !include items.raml
/orders:
  is: [ paged ]
  get:
    description: The orders.
    queryParameters:
      limit?: { description: At most. }
    responses: { 200: { body: Other } }
`;

const items = `type: { collection: { item: Item } }
get:
  displayName: listItems
post:
  description: Adds one.
  body:
    type: Item
  responses:
    201:
      description: >-
        It is
        there.
`;

type Edit = readonly [file: 'api' | 'items', from: string, to: string];

function apply([file, from, to]: Edit) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(contract, api);
  writeFileSync(included, items);
  const before = file === 'api' ? api : items;
  expect(before).toContain(from);
  const after = before.replace(from, to);
  const { root, ...rest } = loadContract(contract);
  if (!root) throw new Error('nothing was read');
  // The tree is read lazily.
  generateFrom({ ...rest, root }, open, outputNames);
  const path = file === 'api' ? contract : included;
  writeFileSync(path, after);
  const edited = editSource(root, path, before, after);
  const reloaded = loadContract(contract);
  return { edited, anew: reloaded };
}

describe('a small edit gives the same result as reading the contract again', () => {
  test.each<Edit>([
    ['api', 'What it looks like.', 'How it looks.'],
    ['api', 'not given away', 'given: away'],
    ['api', 'maxLength: 9', 'maxLength: 12'],
    ['api', '[ red, blue ]', '[ red, blue, green ]'],
    ['api', 'size?: integer', 'size: integer'],
    ['api', 'size?: integer', 'weight?: number'],
    ['api', 'size?: integer', 'size?: integer\n      weight?: number | nil'],
    ['api', '      size?: integer\n', ''],
    ['api', 'size?: integer', 'size?:\n        properties: { x: integer, "y?": "Item[]", "a/b": string }'],
    ['api', 'description: The orders.', 'description: The orders, with <b>items</b>.'],
    ['api', 'description: At most. ', 'description: At the most. '],
    ['items', 'displayName: listItems', 'displayName: findItems'],
    ['items', 'there.', 'here.'],
    ['items', 'description: Adds one.', 'description: "Adds: one"'],
  ])('%s: %j becomes %j', (...edit) => {
    const { edited, anew: reloaded } = apply(edit);
    if (!edited || !reloaded.root) throw new Error('it was not edited');
    expect(jsonOf(edited)).toEqual(jsonOf(reloaded.root));
    const expected = generateFrom(reloaded, open, outputNames);
    const found = generateFrom({ ...reloaded, root: edited }, open, outputNames);
    expect(expected.diagnostics).toEqual([]);
    expect(Object.fromEntries(found.files)).toEqual(Object.fromEntries(expected.files));
  });
});

describe('other edits are left to the parser', () => {
  test.each<Edit>([
    ['api', 'A page.', 'One page.'],
    ['api', 'All of them.', 'Every one.'],
    ['api', 'title: Shop', 'title: Store'],
    ['api', '{ item?: Item }', '{ item?: Item, "a/b": string }'],
    ['api', 'size?: integer', 'size?: { type: Item[] }'],
    ['api', '  Other: {', '  Third: string\n  Other: {'],
    ['api', 'is: [ paged ]', 'is: []'],
    ['api', '    description: The orders.\n', ''],
    ['api', 'description: At most. ', 'description: At most., example: 3 '],
    ['items', 'item: Item', 'item: string'],
    ['items', 'type: Item', 'type: Item[]\n    example: []'],
    ['items', 'displayName: listItems', 'displayName: !include name.txt'],
    ['items', '201:', '202:'],
    ['items', 'there.', 'there: [.'],
  ])('%s: %j becomes %j', (...edit) => {
    const { edited, anew: reloaded } = apply(edit);
    if (edited && reloaded.root) expect(jsonOf(edited)).toEqual(jsonOf(reloaded.root));
    else expect(edited).toBeUndefined();
  });

  test('more than one file with the same text', () => {
    const { anew: reloaded } = apply(['api', 'title: Shop', 'title: Shop']);
    if (!reloaded.root) throw new Error('nothing was read');
    expect(editSource(reloaded.root, join(folder, 'other.raml'), 'a: 1', 'a: 2')).toBeUndefined();
  });
});
