import { expect, test } from '@jest/globals';
import { formatTimestamp, parseTimestamp } from '../../src/base/timestamp.ts';

test.each([
  ['2018-10-20T16:41:41.090Z', '2018-10-20T16:41:41.09Z'],
  ['2018-10-20T16:41:40.000Z', '2018-10-20T16:41:40Z'],
  ['2018-10-20T16:41:41.123456Z', '2018-10-20T16:41:41.123Z'],
  ['2018-10-20T16:41:41.100Z', '2018-10-20T16:41:41.1Z'],
  ['2018-10-20T18:41:41+02:00', '2018-10-20T16:41:41Z'],
  ['2018-10-20t16:41:41z', '2018-10-20T16:41:41Z'],
  ['2018-10-20 16:41:41Z', '2018-10-20T16:41:41Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is written %s', (given, written) => {
  expect(formatTimestamp(parseTimestamp(given, 'expire'))).toBe(written);
});

test.each([
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
  '2018-13-01T00:00:00Z',
  '2026-02-31T00:00:00Z',
  '',
])('%j is refused, naming the field', (given) => {
  expect(() => parseTimestamp(given, 'expire')).toThrow(
    expect.objectContaining({ status: 400, description: 'expire: must be an existing date' }),
  );
});
