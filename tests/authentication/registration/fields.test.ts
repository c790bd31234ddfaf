import { describe, expect, test } from '@jest/globals';
import { findPasswordProblem } from '../../../src/authentication/passwords/rules.ts';
import { usernameBase } from '../../../src/authentication/registration/username.ts';
import { maskPhoneNumber, readPossiblePhoneNumber } from '../../../src/names/phone-number.ts';
import { freeLabel } from '../../../src/users/adopted-contacts.ts';
import { readPersonName } from '../../../src/users/person-name.ts';

describe('a username begins with', () => {
  // promise: ascii-names
  test.each([
    ['Jan', 'Van Dam', 'jan_vandam'],
    ['Björn', 'Straße', 'bjoern_strasse'],
    ['Łukasz', 'Žižek', 'lukasz_zizek'],
    ['Иван', 'Петров', 'ivan_petrov'],
    ["Sean'", 'O’Neil', 'sean_oneil'],
    ['Anne-Marie', '-x-', 'anne-marie_x'],
    ['李', 'Smith', 'smith'],
    ['李', '王', 'user'],
    ['ＪＡＮ', 'Dam', 'jan_dam'],
    ['Maximiliane-Alexandra', 'Von Habsburg', 'maximiliane-alexandra_vo'],
    ['Abcdefghijklmnopqrstuvw', 'X-', 'abcdefghijklmnopqrstuvw'],
  ])('the ASCII form of %s %s: %s', (first, last, base) => {
    expect(usernameBase(first, last)).toBe(base);
  });
});

describe('a name', () => {
  // promise: real-names
  test.each([
    [' Jan ', 'Jan'],
    ['Jose\u0301', 'Jos\u00E9'],
    ['अनिल', 'अनिल'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['𐐀𐐀', '𐐀𐐀'],
    ['J', 'J'],
    ['李', '李'],
    ['J. R. R.', 'J. R. R.'],
    ['J.R.R.', 'J.R.R.'],
    ['Gal·la', 'Gal·la'],
    ['Anne\u2010Marie O\u2019Neil', 'Anne\u2010Marie O\u2019Neil'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['Jan\u00a0\u2003 Dam', 'Jan Dam'],
    ['Henry 3rd', 'Henry 3rd'],
  ])('is stored composed, without surrounding spaces: %j', (text, name) => {
    expect(readPersonName(text)).toBe(name);
  });

  test.each([
    '',
    ' \u00a0 ',
    '\ufeffJan',
    'Jan\u200dDam',
    'Jan\u2028Dam',
    '\ue000\ue000',
    'www.evil.example',
    'https://evil.example',
    'x'.repeat(61),
    'a\tb',
    'a\u0000b',
    'ab\u202E',
    'a\u200Bb',
    'a<b',
    'a@b',
    'a/b',
  ])('is refused: %j', (text) => {
    expect(readPersonName(text)).toBeUndefined();
  });
});

describe('a phone number', () => {
  test.each([
    ['+32 470 12 34 56', '+32470123456'],
    ['+32 (0)470/123456'.replace('/', '-'), '+32470123456'],
    ['+1 (202) 555-0143', '+12025550143'],
    ['+7 912 345-67-89', '+79123456789'],
    ['0032 470 12 34 56', '+32470123456'],
    ['+32\u2013470\u2011123456', '+32470123456'],
    ['\u200e+32 470 12 34 56\u202c', '+32470123456'],
    ['＋３２４７０１２３４５６', '+32470123456'],
  ])('is stored as E.164: %s', (text, number) => {
    expect(readPossiblePhoneNumber(text)).toBe(number);
  });

  test.each([
    '',
    '+',
    '0470123456',
    '+0470123456',
    '+32',
    '+3247',
    '+324701234567890123',
    '+999123456789',
    '+32 470 12 34 5x',
    '++32470123456',
  ])('is refused: %s', (text) => {
    expect(readPossiblePhoneNumber(text)).toBeUndefined();
  });

  test('is masked except for its ends', () => {
    expect(maskPhoneNumber('+32470123456')).toBe('+32••••••456');
  });
});

describe('a password', () => {
  const known = ['Jan', 'Van Dam', 'jan.vandam@company.com', 'jan_vandam_1'];
  const problemOf = (password: string, minimumLength = 8) =>
    findPasswordProblem(password, { minimumLength, known });

  // promise: asvs-6.2.1, asvs-6.2.4, asvs-6.2.11
  test.each([
    ['1234567', 'tooShort'],
    ['😀'.repeat(7), 'tooShort'],
    ['x'.repeat(257), 'tooLong'],
    ['PASSWORD1', 'common'],
    ['ItsYou.Online!7', 'common'],
    ['itsyouonline', 'common'],
    ['qwertyuiop', 'common'],
    ['07021954', 'common'],
    ['jan_vandam_1', 'personal'],
    ['Jan.VanDam@company.com', 'personal'],
    ['VanDam123', 'personal'],
    ['van-dam 12', 'personal'],
  ])('is refused: %s is %s', (password, problem) => {
    expect(problemOf(password)).toBe(problem);
  });

  // promise: asvs-6.2.5, asvs-6.2.9
  test.each(['correct horse battery', '😀'.repeat(8), 'x7'.repeat(128), 'vandam rides a horse', '07012006'])(
    'is accepted: %s',
    (password) => {
      expect(problemOf(password)).toBeUndefined();
    },
  );

  test('may be shorter where the settings allow it', () => {
    expect([problemOf('kwibus', 6), problemOf('kwibu', 6)]).toEqual([undefined, 'tooShort']);
  });
});

test.each([
  ['bob+x@home.org', [], 'bob-x-home-org'],
  ['+32470123456', ['32470123456'], '32470123456-2'],
  ['@', [], '--'],
  [`${'x'.repeat(90)}@a.be`, [], 'x'.repeat(45)],
])('the label made of %s besides %j is %s', (contact, taken, label) => {
  expect(freeLabel(contact, taken)).toBe(label);
});
