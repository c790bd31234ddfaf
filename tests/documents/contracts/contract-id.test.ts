import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { base58Check, contractIdOf, hashedTextOf } from '../../../src/documents/contracts/contract-id.ts';

/** Computed with another implementation (Python's hashlib), see docs/organizations.md. */
const vectors: readonly (readonly [what: string, json: string, id: string])[] = [
  [
    'a whole contract',
    '{"parties":[{"type":"user","name":"bob"},{"type":"org","name":"petshop"}],"content":"Rent of a green car","contractType":"rent","invalidates":[],"extends":[],"expires":"2030-01-31T12:00:00Z"}',
    '1NtqzKLnb1ZDHccjEz9LJbsMg7wLi7LmRf',
  ],
  [
    'quotes, escapes, line ends and other letters in a value',
    String.raw`{"content":"Zwei \"Worte\", 3 €:\n{ a, b }","contractType":"","expires":"2030-01-31T12:00:00Z"}`,
    '1Ngk58SZMFZrVuH2vkwyWVAxmycpXnNbez',
  ],
  ['an object without members', '{}', '16facBhbd9qNnGdGCismSt2gSGjRhDeoSX'],
];

describe('the id of a contract', () => {
  test.each(vectors)('is the known one for %s', (_what, json, id) => {
    expect(contractIdOf(json)).toBe(id);
  });

  test('does not depend on white space between values', () => {
    const [, json, id] = vectors[0] ?? ['', '', ''];
    expect(contractIdOf(JSON.stringify(JSON.parse(json), undefined, '\t').replaceAll('\n', ' \r\n'))).toBe(
      id,
    );
  });

  test('depends on white space in values', () => {
    expect(contractIdOf('{"content":"a b"}')).not.toBe(contractIdOf('{"content":"ab"}'));
  });

  test('depends on the order of members and on how text is escaped', () => {
    expect(contractIdOf('{"a":1,"b":2}')).not.toBe(contractIdOf('{"b":2,"a":1}'));
    expect(contractIdOf(String.raw`{"a":"\u00e9"}`)).not.toBe(contractIdOf('{"a":"é"}'));
  });

  test.each(['', 'no json', '[]', '"text"', 'null', '{"a":1', '{"a":1,}'])('%j has none', (text) => {
    expect(() => contractIdOf(text)).toThrow(SyntaxError);
  });
});

describe('what is hashed', () => {
  test.each([
    ['first', '{"contractId":"x","a":1}', '{"a":1}'],
    ['last', '{"a":1,"signatures":[{"date":"x","y":[1,{}]}]}', '{"a":1}'],
    ['between others', '{"a":1,"contractId":"x","b":2,"signatures":[],"c":3}', '{"a":1,"b":2,"c":3}'],
    ['alone', '{"signatures":[],"contractId":""}', '{}'],
    ['in other letters', '{"ContractID":"x","Signatures":[],"a":1}', '{"a":1}'],
    ['escaped', String.raw`{"contract\u0049d":"x","a":1}`, '{"a":1}'],
  ])('leaves id and signatures out that come %s', (_where, json, text) => {
    expect(hashedTextOf(json)).toBe(text);
  });

  test('keeps members of these names further inside', () => {
    const json = '{"a":{"contractId":"x"},"b":[{"signatures":[]}]}';
    expect(hashedTextOf(json)).toBe(json);
  });

  test('keeps the signs of JSON inside of strings, and numbers as they are written', () => {
    const json = String.raw`{"a b":"{ \"x\" : [1, 2] , }\\","n":[1.50,-0,1e+3,true,null]}`;
    expect(hashedTextOf(json)).toBe(json);
  });

  test('is what JSON.stringify gives, for any object and any indentation', () => {
    const names = fc.string().filter((name) => !/^(contractid|signatures|__proto__|\d+)$/i.test(name));
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), fc.constantFrom('', ' ', '\t'), (value, indent) => {
        const text = JSON.stringify(value);
        const more = { ...value, contractId: 'x', signatures: [{ signedBy: 'bob' }] };
        expect(hashedTextOf(JSON.stringify(more, undefined, indent))).toBe(text);
      }),
    );
  });

  test('may be long', () => {
    const json = JSON.stringify({ content: '"\\ x'.repeat(1_000_000) });
    expect(hashedTextOf(json)).toBe(json);
  });
});

describe('Base58Check', () => {
  test.each([
    ['twenty zero bytes', '00'.repeat(20), '1111111111111111111114oLvT2'],
    ['the hash of nothing', 'b472a266d0bd89c13706a4132ccfb16f7c3b9fcb', '1HT7xU2Ngenf7D4yocz2SAcnNLW7rK8d4E'],
    [
      'the hash of the generator point of secp256k1',
      '751e76e8199196d454941c45d1b3a323f1433bd6',
      '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH',
    ],
  ])('gives the address known from elsewhere for %s', (_what, payload, address) => {
    expect(base58Check(0, Buffer.from(payload, 'hex'))).toBe(address);
  });
});
