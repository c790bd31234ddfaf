import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { settingNames } from '../src/base/environment.ts';

const document = readFileSync('docs/settings.md', 'utf8');
const documented = [...document.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);

test('docs/settings.md describes every setting', () => {
  expect(settingNames.filter((name) => !documented.includes(name))).toEqual([]);
});

test('docs/settings.md describes no setting of this server that does not exist', () => {
  const own = documented.filter((name) => name?.startsWith('IYO_') && name !== 'IYO_');
  expect(own.filter((name) => !settingNames.includes(name ?? ''))).toEqual([]);
});
