import { describe, expect, test } from '@jest/globals';
import { type Route, routes } from '../../generated/routes.ts';
import { createRoutes } from '../../generated/server.ts';

const table = createRoutes(routes, (route) => route);

function matchOf(method: string, path: string): [string | undefined, Readonly<Record<string, string>>] {
  const { served, values = [] } = table.find(method, path) ?? {};
  return [served?.operation, Object.fromEntries(values)];
}

describe('route table', () => {
  test.each(routes.map((route): [string, Route] => [`${route.method.toUpperCase()} ${route.path}`, route]))(
    '%s finds its own operation',
    (_name, route) => {
      const path = route.path.replace(/\{(\w+)\}/g, 'x-$1');
      const [operation, parameters] = matchOf(route.method.toUpperCase(), path);
      expect(operation).toBe(route.operation);
      expect(Object.entries(parameters).every(([name, value]) => value === `x-${name}`)).toBe(true);
    },
  );

  test('a literal segment wins over a template that has the same method', () => {
    expect(matchOf('GET', '/users/avatar/img/abc')).toEqual(['getAvatarImage', { hash: 'abc' }]);
    expect(matchOf('POST', '/organizations/petshop/orgmembers/includesuborgs')[0]).toBe(
      'addIncludeSubOrgsOf',
    );
  });

  test('where the literal segment lacks the method, the template is used', () => {
    expect(matchOf('DELETE', '/organizations/petshop/orgmembers/includesuborgs')).toEqual([
      'deleteOrgMember',
      { globalid: 'petshop', globalid2: 'includesuborgs' },
    ]);
  });

  test('an alias of the contract leads to the same operation', () => {
    expect(matchOf('POST', '/organizations/petshop/suborganizations')).toEqual([
      'createNewSubOrganization',
      { globalid: 'petshop' },
    ]);
  });

  test('an encoded slash is part of the segment', () => {
    expect(matchOf('GET', '/users/bob/registry/a%2Fb%2520c')[1]).toEqual({
      username: 'bob',
      key: 'a%2Fb%2520c',
    });
  });

  test('doubled and trailing slashes do not matter', () => {
    expect(matchOf('GET', '//users//bob/')[0]).toBe('getUser');
  });

  test('HEAD uses the operation of GET', () => {
    expect(matchOf('HEAD', '/users/bob')[0]).toBe('getUser');
  });

  test('an unknown path is not found, whatever the method', () => {
    for (const path of ['/', '/users/bob/unknown', '/Users/bob']) {
      expect(table.find('GET', path)).toBeUndefined();
      expect(table.allow(path)).toBeUndefined();
    }
  });

  test('a wrong method on a known path gets 405 with the allowed methods', () => {
    expect(table.find('PATCH', '/users/bob')).toBeUndefined();
    expect(table.allow('/users/bob')).toBe('GET, HEAD, OPTIONS');
  });
});
