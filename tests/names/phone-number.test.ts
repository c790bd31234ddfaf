import { describe, expect, test } from '@jest/globals';
import { readPhoneNumber } from '../../src/names/phone-number.ts';

describe('the zero of a trunk line', () => {
  // promise: typed-names
  test.each([
    ['+44 (0)20 7946 0018', '+442079460018'],
    ['+49 (0) 30 123456', '+4930123456'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['+31 06 12345678', '+31612345678'],
    ['+352 (0)621 123 456', '+352621123456'],
    ['+39 06 1234 5678', '+390612345678'],
    ['+39 (06) 1234-5678', '+390612345678'],
    ['+12 0000 123456', '+120000123456'],
  ])('goes where the country has one, and stays where it belongs to the number: %s', (typed, number) => {
    expect(readPhoneNumber(typed)).toBe(number);
    expect(readPhoneNumber(number)).toBe(number);
  });
});
