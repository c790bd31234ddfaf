import { expect, test } from '@jest/globals';
import { readSourceFiles } from './source-files.ts';

test('a text is tried as a URL by isUrl, because URL.canParse of Node 20 gives wrong results', () => {
  const others = readSourceFiles((text) => text.includes('URL.canParse('));
  expect(others.map(({ path }) => path)).toEqual([]);
});
