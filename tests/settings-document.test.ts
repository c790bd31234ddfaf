import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { settingNames } from '../src/base/environment.ts';

const openapi = JSON.parse(readFileSync('generated/openapi.json', 'utf8'));
const document = readFileSync('docs/settings.md', 'utf8');
const documented = [...document.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);

test('docs/settings.md describes every setting', () => {
  expect(settingNames.filter((name) => !documented.includes(name))).toEqual([]);
});

test('docs/settings.md describes no setting of this server that does not exist', () => {
  const own = documented.filter((name) => name?.startsWith('IYO_') && name !== 'IYO_');
  expect(own.filter((name) => !settingNames.includes(name ?? ''))).toEqual([]);
});

// promise: key-settings
test('docs/sign-in-for-applications.md describes every setting of an API key, and no other', () => {
  const { properties } = openapi.components.schemas.OrganizationAPIKey;
  const [, table = ''] =
    /\n\| Setting of the API key (.*?)\n\n/s.exec(readFileSync('docs/sign-in-for-applications.md', 'utf8')) ??
    [];
  const named = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const settings = Object.keys(properties).filter((name) => !['label', 'secret'].includes(name));
  expect(named.sort()).toEqual(settings.sort());
});
