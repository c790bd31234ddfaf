import { expect, test } from '@jest/globals';
import { severities } from '../../src/doctor/finding.ts';
import { en } from '../../src/i18n/en/index.ts';

test('each finding has a text, and advice unless it is good', () => {
  const texts = Object.keys(en).filter((key) => /^doctor\.(says|do)\./.test(key));
  const expected = Object.entries(severities).flatMap(([code, severity]) => [
    `doctor.says.${code}`,
    ...(severity === 'ok' ? [] : [`doctor.do.${code}`]),
  ]);
  expect(texts.sort()).toEqual(expected.sort());
});
