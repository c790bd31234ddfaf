import { describe, expect, test } from '@jest/globals';
import { findCredential } from '../../src/access/credentials.ts';
import { BadRequest, Unauthenticated } from '../../src/base/errors.ts';

describe('finding the credential', () => {
  test.each([
    ['Bearer abc', { kind: 'opaque', token: 'abc' }],
    ['bearer a.b.c', { kind: 'jwt', token: 'a.b.c' }],
    ['BEARER a.b.c', { kind: 'jwt', token: 'a.b.c' }],
    ['token abc', { kind: 'opaque', token: 'abc' }],
    ['Token a.b.c', { kind: 'jwt', token: 'a.b.c' }],
    ['abc', { kind: 'opaque', token: 'abc' }],
    ['  bearer \t abc ', { kind: 'opaque', token: 'abc' }],
  ])('Authorization: %s', (header, credential) => {
    expect(findCredential(header, [])).toEqual(credential);
  });

  test('the query parameter holds an opaque token, never a JWT', () => {
    expect(findCredential(undefined, ['a.b.c'])).toEqual({ kind: 'opaque', token: 'a.b.c' });
  });

  test('a request without a credential has none', () => {
    expect(findCredential(undefined, [])).toBeUndefined();
  });

  // promise: secrets-in-query
  test('header and query together are refused', () => {
    expect(() => findCredential('token a', ['a'])).toThrow(BadRequest);
    expect(() => findCredential(undefined, ['a', 'a'])).toThrow(BadRequest);
  });

  test.each(['Basic YTpi', 'Digest a b c', 'Bearer a b'])(
    'another scheme is not a credential: %s',
    (header) => {
      expect(() => findCredential(header, [])).toThrow(Unauthenticated);
    },
  );
});
