import { describe, expect, test } from '@jest/globals';
import { anyCovers, joinScopes, parseScopes } from '../../src/tokens/scopes.ts';

describe('splitting a scope parameter', () => {
  test.each([
    ['', [], 'space'],
    ['user:admin,', ['user:admin'], 'comma'],
    ['abcd, efgh', ['abcd', 'efgh'], 'comma'],
    ['openid user:name user:email:main', ['openid', 'user:name', 'user:email:main'], 'space'],
    ['user:memberof:cloud potatoes', ['user:memberof:cloud potatoes'], 'space'],
    ['user:name,user:memberof:cloud potatoes', ['user:name', 'user:memberof:cloud potatoes'], 'comma'],
    ['user:address:home address', ['user:address:home address'], 'space'],
    // promise: oidcc-ensure-other-scope-order-succeeds
    ['email profile openid', ['email', 'profile', 'openid'], 'space'],
    ['openid profile address', ['openid', 'profile', 'address'], 'space'],
    ['user:name user:name', ['user:name'], 'space'],
    ['user:address:my  home user:name', ['user:address:my  home', 'user:name'], 'space'],
  ] as const)('%j', (text, scopes, style) => {
    expect(parseScopes(text)).toEqual({ scopes, style });
  });

  test('a request comes back in its own style', () => {
    expect(joinScopes(parseScopes('openid user:name'))).toBe('openid user:name');
    expect(joinScopes(parseScopes('openid,user:name'))).toBe('openid,user:name');
  });

  test('more than 4096 characters or 100 scopes are refused', () => {
    expect(() => parseScopes('a'.repeat(4097))).toThrow('invalid_scope');
    const many = Array.from({ length: 101 }, (_, index) => `user:phone:l${index}`);
    expect(() => parseScopes(many.join(','))).toThrow('invalid_scope');
    expect(parseScopes(many.slice(1).join(',')).scopes).toHaveLength(100);
  });
});

describe('coverage', () => {
  test.each([
    [['user:admin'], 'user:memberof:org1'],
    [['user:memberof:org1', 'user:memberof:org2'], 'user:memberof:org1'],
    [['user:memberof:org'], 'user:memberof:org.sub'],
    [['organization:owner'], 'organization:member'],
    [['user:phone'], 'user:phone:home'],
    [['user:phone:home:write'], 'user:phone:home'],
    [['user:validated:email'], 'user:validated:email:main'],
    [['user:organizations:org'], 'user:organizations:org.sub'],
    [['user:email'], 'user:email:write'],
    [['user:digitalwalletaddress'], 'user:digitalwalletaddress:main:BTC'],
  ])('%j covers %s', (acquired, requested) => {
    expect(anyCovers(acquired, requested)).toBe(true);
  });

  test.each([
    [[], 'user:memberof:org1'],
    [['user:memberof:org2'], 'user:memberof:org1'],
    [['user:memberof:org'], 'user:memberof:org2'],
    [['user:memberof:org'], 'user:memberof:org-a.b'],
    [['user:organizations:org'], 'user:organizations:org2'],
    [['user:memberof:org'], 'user:organizations:org.sub'],
    [['user:phone:home'], 'user:phone:home:write'],
    [['user:phone'], 'user:phone:home:write'],
    [['user:phone:write'], 'user:phone'],
    [['user:email'], 'user:validated:email'],
    [['user:name'], 'user:admin'],
    [['organization:member'], 'organization:owner'],
    [['user:admin'], 'organization:owner'],
  ])('%j does not cover %s', (acquired, requested) => {
    expect(anyCovers(acquired, requested)).toBe(false);
  });
});
