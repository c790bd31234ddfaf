import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLeakCheck } from '../../../src/authentication/passwords/leaked.ts';
import { createLog } from '../../../src/base/log.ts';
import { type LeakService, openLeakService, sha1 } from '../../support/leak-service.ts';

const password = 'correct horse battery';

let service: LeakService;
let lines: string[];
beforeEach(async () => {
  service = await openLeakService();
  lines = [];
});
afterEach(() => service.close());

const log = () => createLog({ level: 'debug', format: 'json' }, { write: (line) => void lines.push(line) });
const isLeaked = (text: string, url: string | undefined = service.url) => createLeakCheck(url, log())(text);

describe('the service for leaked passwords', () => {
  test('knows some passwords and not others', async () => {
    service.leaked.add(password).add('pässwörd für alle');
    expect(await isLeaked(password)).toBe(true);
    expect(await isLeaked('pässwörd für alle')).toBe(true);
    expect(await isLeaked('Correct horse battery')).toBe(false);
    expect(lines).toEqual([]);
  });

  // promise: leaked-password
  test('receives five characters of the hash and a request for padding, and nothing else of the password', async () => {
    await isLeaked(password);
    const [request, ...more] = service.requests;
    expect(more).toEqual([]);
    expect(request?.url).toBe(`/range/${sha1(password).slice(0, 5)}?mode=sha1`);
    expect(request?.headers['add-padding']).toBe('true');
    const sent = JSON.stringify(request).toUpperCase();
    expect(sent).not.toContain(sha1(password).slice(0, 6));
    expect(sent).not.toContain(sha1(password).slice(5));
    expect(sent).not.toMatch(/CORRECT|HORSE|BATTERY/);
  });

  test('may have a path in its address', async () => {
    await isLeaked(password, `${service.url}/mirror/`);
    expect(service.requests[0]?.url).toContain('/mirror/range/');
  });

  test.each(['failing', 'silent'] as const)(
    'that is %s does not prevent setting a password',
    async (state) => {
      service.leaked.add(password);
      service.state = state;
      expect(await isLeaked(password)).toBe(false);
      expect(service.requests).toHaveLength(1);
      expectWarning();
    },
  );

  test('that is down does not prevent setting a password', async () => {
    await service.close();
    expect(await isLeaked(password)).toBe(false);
    expectWarning();
    expect(lines[0]).toContain('ECONNREFUSED');
  });

  test('is not contacted when none is configured', async () => {
    expect(await createLeakCheck(undefined, log())(password)).toBe(false);
    expect([service.requests, lines]).toEqual([[], []]);
  });
});

/** One line, without any part of the password. */
function expectWarning(): void {
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40 }]);
  expect(lines[0]).not.toMatch(/correct|horse|battery/);
  expect(lines[0]?.toUpperCase()).not.toContain(sha1(password).slice(0, 5));
}
