import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { rememberFindings } from '../../codegen/findings-cache.ts';
import { type LoadedContract, loadContract } from '../../codegen/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-findings-'));
const packages = join(folder, 'node_modules');
const contract = join(folder, 'api.raml');
const text = '#%RAML 1.0\ntitle: T\nmediaType: application/json\ntypes: { A: !include a.raml }\n';
let validations = 0;

mkdirSync(packages);
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  validations = 0;
  writeFileSync(contract, text);
  writeFileSync(join(folder, 'a.raml'), '#%RAML 1.0 DataType\ntype: strin\n');
});

/** A contract that counts how often the parser validates it. */
function load(): LoadedContract {
  const loaded = loadContract(contract);
  return {
    ...loaded,
    findings: () => {
      validations++;
      return loaded.findings();
    },
  };
}

test('cached findings are the same, and the parser runs once', () => {
  const first = rememberFindings(load(), packages).findings();
  expect(first.length).toBeGreaterThan(0);
  expect(rememberFindings(load(), packages).findings()).toEqual(first);
  expect(validations).toBe(1);
});

test('a change of any file of the contract is validated', () => {
  rememberFindings(load(), packages).findings();
  validations = 0;
  writeFileSync(join(folder, 'a.raml'), '#%RAML 1.0 DataType\ntype: string\n');
  expect(rememberFindings(load(), packages).findings()).toEqual([]);
  expect(validations).toBe(1);
  rmSync(join(folder, 'a.raml'));
  expect(rememberFindings(load(), packages).findings()).not.toEqual([]);
  expect(validations).toBe(2);
});

test('a changed generator validates again', () => {
  const generator = join(folder, 'generator');
  mkdirSync(generator);
  writeFileSync(join(generator, 'parser.ts'), 'one');
  const findings = () => rememberFindings(load(), packages, generator).findings();
  findings();
  findings();
  expect(validations).toBe(1);
  writeFileSync(join(generator, 'parser.ts'), 'another');
  findings();
  expect(validations).toBe(2);
});

test('without a cache folder the parser runs every time', () => {
  const nowhere = join(folder, 'none');
  rememberFindings(load(), nowhere).findings();
  rememberFindings(load(), nowhere).findings();
  expect(validations).toBe(2);
});
