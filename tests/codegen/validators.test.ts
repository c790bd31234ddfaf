import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { generate } from '../../codegen/generate.ts';
import { open } from '../../codegen/profile.ts';
import openapi from '../../generated/openapi.json' with { type: 'json' };
import { routes } from '../../generated/routes.ts';
import { options } from '../../generated/validators.js';
import { compiledValidators } from '../../src/api/compiled-validators.ts';

/** The same validators, compiled at run time by openapi-backend. */
const backend = new OpenAPIBackend({
  definition: structuredClone(openapi) as unknown as Document,
  quick: true,
  strict: true,
  ajvOpts: options,
  customizeAjv: (ajv) => addFormats.default(ajv),
});
await backend.init();

const texts = ['', 'a', '7', 'true', 'bob@example.com', '2026-11-01T10:00:00Z', 'Ж', 'x'.repeat(300)];
const bodies = [
  undefined,
  null,
  7,
  [],
  {},
  { label: 'x'.repeat(80) },
  { username: 7, label: 'main', scopes: 'x' },
];

/** Valid and invalid requests, with variants of each part. */
function requestsOf(names: readonly string[], queries: readonly string[]): object[] {
  return bodies.flatMap((requestBody, index) => {
    const value = texts[index % texts.length];
    const of = (keys: readonly string[], one: unknown) => Object.fromEntries(keys.map((key) => [key, one]));
    return [of(names, value), of(names, 'main'), {}].map((path) => ({
      path,
      query: of(queries, texts[(index + 3) % texts.length]),
      header: {},
      ...(requestBody !== undefined && { requestBody }),
    }));
  });
}

type Check = ((request: object) => unknown) & { readonly errors?: unknown };

/** The errors of a validator, and the request after conversion. */
function verdict(checks: readonly Check[], request: object): unknown {
  const mine = structuredClone(request);
  return { said: checks.map((check) => [check(mine), check.errors ?? null]), mine };
}

describe('a validator that was compiled with the contract', () => {
  test.each(routes.map((route) => [route.operation, route] as const))(
    'says the same for %s',
    (operation, route) => {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const atRunTime = backend.validator.getRequestValidatorsForOperation(operation) as readonly Check[];
      const ahead = compiledValidators(operation) as readonly Check[];
      expect(ahead).toHaveLength(atRunTime.length);
      for (const request of requestsOf(names, Object.keys(route.query)))
        expect(verdict(ahead, request)).toEqual(verdict(atRunTime, request));
    },
  );

  test('refuses and converts', () => {
    const [body] = compiledValidators('addApiKey') as readonly Check[];
    expect(body?.({ requestBody: { label: 7 } })).toBe(false);
    expect(body?.({ requestBody: { label: 'main' } })).toBe(true);
  });
});

describe('a validator that is difficult to compile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'codegen-validators-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['a type that contains itself', 'part?: Part', { part: { part: {} } }, { part: { part: 1 } }],
    ['a pattern with Unicode properties', "name: { pattern: '^\\p{L}+$' }", { name: 'ß' }, { name: '-' }],
    ['a pattern without', "name: { pattern: '^[\\w-.]+$' }", { name: 'a-b' }, { name: 'a/b' }],
  ])('%s', async (_what, property, right, wrong) => {
    const name = property.replace(/\W/g, '');
    const contract = join(folder, `${name}.raml`);
    const head = '#%RAML 1.0\ntitle: Parts\nmediaType: application/json\n';
    const body = `types: { Part: { properties: { ${property.replace(/^\w+\?/, '"$&"')} } } }\n/parts: { post: { body: Part } }\n`;
    writeFileSync(contract, head + body);
    const { files } = generate(contract, open, ['validators.js']);
    writeFileSync(join(folder, `${name}.mjs`), files.get('validators.js') ?? '');
    const { validators } = await import(join(folder, `${name}.mjs`));
    const [check] = compiledValidators('postParts', validators) as readonly Check[];
    expect([right, wrong].map((requestBody) => check?.({ requestBody }))).toEqual([true, false]);
  });
});
