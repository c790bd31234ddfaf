import { expect, test } from '@jest/globals';
import { isUrl } from '../../src/base/is-url.ts';

test('recognizes URLs, also when called repeatedly', () => {
  const ask = (text: string) => isUrl(text);
  for (let count = 0; count < 100_000; count += 1) ask(`https://a.com/${count % 100}`);
  expect(ask('https://exämple.com/cb')).toBe(true);
  expect(ask('https://пример.рф/')).toBe(true);
  expect(ask('https://')).toBe(false);
  expect(ask('/path')).toBe(false);
  expect(isUrl('/path', 'https://a.com')).toBe(true);
});
