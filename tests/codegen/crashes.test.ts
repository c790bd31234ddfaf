import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { buildModel } from '../../codegen/build-model.ts';
import { formatDiagnostic } from '../../codegen/diagnostics.ts';
import { generate } from '../../codegen/generate.ts';
import { loadContract } from '../../codegen/load.ts';
import { operationsOf } from '../../codegen/model.ts';
import { AbstractType } from '../../codegen/parser.ts';
import { open } from '../../codegen/profile.ts';
import type { SourceNode } from '../../codegen/source.ts';
import { compile } from '../../codegen/tck/compile.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-crashes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const head = '#%RAML 1.0\ntitle: T\nmediaType: application/json\n';

function diagnostics(text: string): string[] {
  return generate(write('api.raml', `${head}${text}`), open).diagnostics.map(formatDiagnostic);
}

describe('what breaks the parser', () => {
  test.each([
    ['types:\n  A: { properties: { hasOwnProperty: string } }\n', '5:22', 'hasOwnProperty'],
    ['types:\n  A:\n    properties:\n      __proto__: string\n', '7:7', '__proto__'],
  ])('is an error at the key: %j', (text, place, key) => {
    const expected = `api.raml:${place}: The parser cannot read a key called "${key}". Choose another name.`;
    expect(diagnostics(text)).toEqual([expected]);
  });

  test('a missing file is an error', () => {
    expect(generate(join(folder, 'none.raml')).diagnostics.map(formatDiagnostic)).toEqual([
      'none.raml:1:1: The file cannot be read. Check its path.',
    ]);
  });

  test.each([
    ['/a:\n  get: &a { description: *a }\n', '5:26', 'a'],
    ['types:\n  A: &b\n    properties:\n      b: string\n      next: *b\n', '8:13', 'b'],
  ])('an endless alias is an error at its place: %j', (text, place, name) => {
    expect(diagnostics(text)).toEqual([
      `api.raml:${place}: The alias "*${name}" is inside the value that it repeats. Write the value out.`,
    ]);
  });

  test('a crash while a type, resource or method is validated is an error at its place', () => {
    const broken = jest.spyOn(AbstractType.prototype, 'validateHierarchy').mockImplementation(() => {
      throw new Error('broken');
    });
    try {
      expect(diagnostics('types:\n  A: string\n')).toEqual([
        'api.raml:5:3: The parser failed while it read this. broken.',
      ]);
    } finally {
      broken.mockRestore();
    }
  });

  test('an unknown alias has a place', () => {
    expect(diagnostics('/a:\n  get: *none\n')[0]).toMatch(
      /^api.raml:5:\d+: JS-YAML: unidentified alias "none"/,
    );
  });

  test.each([
    '',
    'title',
    '#%RAML 1.0',
    '#%RAML 1.0\n- a',
    '#%RAML 0.8\ntitle: T',
    '#%RAML 1.0\n{',
    '\u0000',
  ])('the file %j is refused with a place, or is an API without operations', (text) => {
    const { diagnostics: found, files } = generate(write('odd.raml', text), open);
    expect(found.length > 0 || files.size > 0).toBe(true);
    for (const { place } of found) expect(place).toEqual(expect.objectContaining({ file: 'odd.raml' }));
  });
});

test('hints and banner name the contract that was given', () => {
  const text = `${head}/a:\n  get: { is: [ unknown ] }\n`;
  const [diagnostic] = generate(write('shop.raml', text), open).diagnostics;
  expect(diagnostic?.message).toBe(
    "Unrecognized trait: 'unknown'. Declare it in shop.raml or one of its libraries, or check how it is spelled.",
  );
  const { files } = generate(write('shop.raml', `${head}/a:\n  get:\n`), open);
  for (const file of files.values())
    expect(file.slice(0, 200)).toContain('Generated from shop.raml by codegen.');
});

test('an internal error is reported at the node that was read', () => {
  const { root } = loadContract(write('api.raml', `${head}types:\n  A: string\n  B: { minLength: 3 }\n`));
  if (!root) throw new Error('not read');
  const broken = (node: SourceNode): SourceNode => ({
    ...node,
    kind: node.kind,
    scalar: () => {
      if (node.key === 'minLength') throw new Error('oops');
      return node.scalar();
    },
    children: () => node.children().map(broken),
  });
  const { api, diagnostics: found } = buildModel(broken(root), open);
  expect(api).toBeUndefined();
  expect(found.map(formatDiagnostic)).toEqual([
    'api.raml:6:3: The generator failed while it read this: oops.',
  ]);
});

test('a type may narrow what it inherits to itself', () => {
  const types = `types:
  Base: { properties: { next?: Base } }
  Node: { type: Base, properties: { next?: Node } }
  Left: { type: Base, properties: { next?: Right } }
  Right: { type: Left, properties: { next?: Left } }
`;
  const path = write(
    'narrow.raml',
    `${head}${types}/a: { get: { responses: { 200: { body: Node | Right } } } }\n`,
  );
  const { diagnostics: found, files } = generate(path, open);
  expect(found).toEqual([]);
  const text = files.get('types.ts') ?? '';
  expect(text).toContain('export interface Node extends Base {');
  expect(compile(new Map([[path.replace('narrow.raml', 'types.ts'), text]]))).toEqual([]);
});

test('a union of 400 types that 400 properties have is read before the test runs out of time', () => {
  const numbers = Array.from({ length: 400 }, (_, number) => number);
  const types = numbers.map((number) => `  T${number}: { properties: { of: All, t${number}: string } }\n`);
  const all = `  All: ${numbers.map((number) => `T${number}`).join(' | ')}\n`;
  // The parser alone takes O(n³) time: 45 s for half as many properties.
  expect(diagnostics(`types:\n${types.join('')}${all}`)).toEqual([]);
}, 30_000);

test('a fragment may state its usage, a type may not', () => {
  write('name.raml', '#%RAML 1.0 DataType\nusage: everywhere\ntype: string\n');
  expect(diagnostics('types: { Name: !include name.raml }\n')).toEqual([]);
  expect(diagnostics('types:\n  Name:\n    usage: everywhere\n    type: string\n')).toEqual([
    expect.stringContaining("Specifying unknown facet: 'usage'"),
  ]);
});

test('a library need not say which media types its bodies have, an API must', () => {
  const body = 'post: { body: { properties: { a: string }, description: What it is., example: { a: b } } }';
  const library = '#%RAML 1.0 Library\nresourceTypes:\n  base:\n    ';
  expect(generate(write('lib.raml', `${library}${body}\n`), open).diagnostics).toEqual([]);
  const broken = body.replace('properties', 'application').replace('a: string', 'type: none');
  const inLibrary = generate(write('lib.raml', `${library}${broken}\n`), open).diagnostics;
  expect(inLibrary[0] && formatDiagnostic(inLibrary[0])).toMatch(/^lib.raml:4:21: /);
  const found = generate(write('bare.raml', `#%RAML 1.0\ntitle: T\n/a: { ${body} }\n`), open).diagnostics;
  expect(found[0] && formatDiagnostic(found[0])).toMatch(/^bare.raml:3:23: invalid media type\. A body has /);
});

describe('overlays and extensions', () => {
  const base = `${head}types: { T: string }\n/a:\n  get: { description: old, responses: { 200: { body: T } } }\n`;

  test('an overlay is laid over what it extends', () => {
    write('base.raml', base);
    const overlay = '#%RAML 1.0 Overlay\nextends: base.raml\ntitle: New\n/a:\n  get: { description: new }\n';
    const { api, diagnostics: found } = generate(write('overlay.raml', overlay), open);
    expect(found).toEqual([]);
    const [operation] = api ? operationsOf(api) : [];
    expect([api?.title, operation?.description, operation?.responses[0]?.status]).toEqual([
      'New',
      'new',
      200,
    ]);
  });

  test('an extension adds to what it extends', () => {
    write('base.raml', base);
    const extension = '#%RAML 1.0 Extension\nextends: base.raml\n/a:\n  put: { body: T }\n';
    const { api, sources } = generate(write('extension.raml', extension), open);
    expect(api && operationsOf(api).map(({ method }) => method)).toEqual(['get', 'put']);
    expect(sources).toEqual([join(folder, 'extension.raml'), join(folder, 'base.raml')]);
  });
});
