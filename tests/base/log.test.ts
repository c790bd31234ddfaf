import { describe, expect, test } from '@jest/globals';
import { createLog, parameterNames } from '../../src/base/log.ts';

describe('log', () => {
  // promise: secrets-in-log
  test('secrets are removed from objects, down to the second level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', format: 'json' }, { write: (line) => void lines.push(line) });
    log.info({
      password: 'hush',
      body: { apikey: 'hush', deeper: { totpsecret: 'hush' } },
      headers: { authorization: 'hush' },
    });
    expect(lines.join()).not.toContain('hush');
    expect(lines.join()).toContain('[redacted]');
  });

  test.each([
    ['/api/users/bob', []],
    ['/x?access_token=hush&lang=nl', ['access_token', 'lang']],
    ['/x?%61ccess_token=hush&hush', []],
    ['/x?a=hush?hush', ['a']],
    ['/x?', []],
  ])('of the parameters of %s only names are logged', (url, logged) => {
    expect(parameterNames(url)).toEqual(logged);
  });
});
