import { describe, expect, test } from '@jest/globals';
import { findPasswordProblem } from '../../src/authentication/passwords/rules.ts';
import { readUserCode } from '../../src/authorization-requests/devices/user-code.ts';
import { readEmailAddress, storedEmailAddresses } from '../../src/names/email-address.ts';
import { cleanName, foldName } from '../../src/names/freeform.ts';
import { readPhoneNumber } from '../../src/names/phone-number.ts';
import { foldTyped, foldUsername } from '../../src/names/typed-text.ts';
import { withoutValues } from '../../src/organizations/client-log/client-log.ts';
import { rootGlobalid } from '../../src/organizations/globalid.ts';
import { readSearchText } from '../../src/users/search/search-text.ts';

/** As long as the largest body. A reader whose work grows with the square of the length would not end here. */
const length = 1024 * 1024;

const within = (unit: string) => `a${unit.repeat(length / unit.length)}b`;

const texts = [
  ['spaces', within(' ')],
  ['invisible characters', within('\u200b')],
  ['dots', within('.')],
  ['question marks', within('?')],
  ['combining marks', within('\u0301\u0316')],
  ['letters of another script', `a@${'\u4e01\u9fa0'.repeat(length / 2)}.com`],
] as const;

describe.each(texts)('one MiB of %s', (_what, text) => {
  test('is no address, number, name, code or password', () => {
    expect([readEmailAddress(text), storedEmailAddresses(text), readPhoneNumber(text)]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    expect([foldName(text), readUserCode(text)]).toEqual([undefined, undefined]);
    expect(readSearchText(text)).toMatchObject({ email: undefined, phone: undefined });
    expect(() => rootGlobalid(text)).toThrow('bad_request');
    expect(findPasswordProblem(text, { minimumLength: 8, known: [] })).toBe('tooLong');
    expect(findPasswordProblem('a good long one', { minimumLength: 8, known: [text] })).toBeUndefined();
  });

  test('is folded, cleaned and logged like other text', () => {
    expect([foldTyped(text), foldUsername(text)]).toEqual([text, text]);
    expect(cleanName(text).length).toBeLessThanOrEqual(2000);
    expect(withoutValues(`https://app.example/?state=${text}&x=1`)).toMatch(
      /^https:\/\/app\.example\/\?state=…/,
    );
    expect(withoutValues(`https://app.example/${text}`).length).toBeLessThanOrEqual(300);
  });
});

test('blanks around a text do not count, however many they are', () => {
  const blanks = ' \u200b\t'.repeat(length / 4);
  expect(foldTyped(`${blanks}bob${blanks}`)).toBe('bob');
  expect(readEmailAddress(`${blanks}bob@example.com${blanks}`)).toBe('bob@example.com');
  expect(readPhoneNumber(`${blanks}+32470123456${blanks}`)).toBe('+32470123456');
});
