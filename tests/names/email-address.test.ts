import { describe, expect, test } from '@jest/globals';
import { normalEmailAddress } from '../../src/names/email-address.ts';

describe('normalEmailAddress', () => {
  // promise: typed-names
  test.each([
    ['bob@company.com', 'bob@company.com'],
    ['Bob@Company.COM', 'bob@company.com'],
    ['bob+tag@mail.company.com', 'bob+tag@mail.company.com'],
    ["o'brien@company.com", "o'brien@company.com"],
    ['bob@exämple.com', 'bob@xn--exmple-cua.com'],
    ['jürgen@company.com', 'jürgen@company.com'],
    [' bob@company.com\n', 'bob@company.com'],
    ['bob@company.com.', 'bob@company.com'],
  ])('%s becomes %s', (given, normal) => {
    expect(normalEmailAddress(given)).toBe(normal);
  });

  test.each([
    'bob',
    'bob@',
    '@company.com',
    'bob@localhost',
    'bob@1.2',
    'bob..x@company.com',
    '.bob@company.com',
    'bob@-company.com',
    'bob@com_pany.com',
    'bob@a@b.com',
    'bob @company.com',
    'bob\n@company.com',
    'bob@a.com,ann@b.com',
    'bob@a.com;ann@b.com',
    'Bob <bob@a.com>',
    '"bob"@a.com',
    'bob@[1.2.3.4]',
    'bob\u0000@a.com',
    'bob@exämple .com',
    `${'x'.repeat(95)}@a.com`,
    `${'\u0130'.repeat(60)}@a.com`,
  ])('%j is refused', (given) => {
    expect(() => normalEmailAddress(given)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
