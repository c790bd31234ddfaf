import { describe, expect, test } from '@jest/globals';
import { createLog, redactUrl } from '../src/base/log.ts';

describe('log', () => {
  test('secrets are cut out of objects, down to the second level', () => {
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
    ['/api/users/bob', '/api/users/bob'],
    ['/x?access_token=hush&lang=nl', '/x?access_token&lang'],
    ['/x?%61ccess_token=hush', '/x?%61ccess_token'],
    ['/x?a=hush?hush', '/x?a'],
    ['/x?', '/x'],
  ])('of %s only names are logged', (url, logged) => {
    expect(redactUrl(url)).toBe(logged);
  });
});
