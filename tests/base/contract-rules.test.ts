import { describe, expect, test } from '@jest/globals';
import { contractProblems } from '../../src/base/contract-rules.ts';

const address = {
  label: 'home',
  street: 'Main street',
  nr: '45B',
  postalcode: 'T-9450',
  city: 'Springfield',
  country: 'Tomorrowland',
};

describe('the rules of a type of the contract', () => {
  test('a valid value breaks none', () => {
    expect(contractProblems('Address', address)).toEqual([]);
  });

  test('each broken rule names its field, also where types refer to other types', () => {
    const { street: _street, ...rest } = address;
    const problems = contractProblems('Address', { ...rest, label: '!', nr: '12345678901' });
    expect(problems.map(({ field }) => field).sort()).toEqual(['label', 'label', 'nr', 'street']);
    expect(problems).toContainEqual({ field: 'street', rule: 'is required' });
  });
});
