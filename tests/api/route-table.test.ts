import { describe, expect, test } from '@jest/globals';
import { type Route, routes } from '../../generated/routes.ts';
import { RouteTable } from '../../src/api/route-table.ts';
import { BadRequest, MethodNotAllowed, NotFound } from '../../src/base/errors.ts';

const table = new RouteTable(routes);

function matchOf(method: string, path: string): [string, Readonly<Record<string, string>>] {
  const match = table.match(method, path);
  return [match.route.operation, match.path];
}

function refusalOf(method: string, path: string): unknown {
  try {
    return table.match(method, path).route.operation;
  } catch (error) {
    return error;
  }
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

  test('where the literal segment lacks the method, the template is asked', () => {
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

  test('an encoded slash is part of the segment, and a segment is decoded once', () => {
    expect(matchOf('GET', '/users/bob/registry/a%2Fb%2520c')[1]).toEqual({ username: 'bob', key: 'a/b%20c' });
  });

  test('doubled and trailing slashes do not matter', () => {
    expect(matchOf('GET', '//users//bob/')[0]).toBe('getUser');
  });

  test('HEAD is answered by GET', () => {
    expect(matchOf('HEAD', '/users/bob')[0]).toBe('getUser');
  });

  test('an unknown path is not found, whatever the method', () => {
    expect(refusalOf('GET', '/')).toBeInstanceOf(NotFound);
    expect(refusalOf('GET', '/users/bob/unknown')).toBeInstanceOf(NotFound);
    expect(refusalOf('BREW', '/Users/bob')).toBeInstanceOf(NotFound);
  });

  test('a wrong method on a known path is told which ones there are', () => {
    const refusal = refusalOf('PATCH', '/users/bob');
    expect(refusal).toBeInstanceOf(MethodNotAllowed);
    expect(refusal).toHaveProperty('headers.Allow', 'GET, HEAD, OPTIONS');
  });

  test.each(['%', '%zz', '%ff', 'a%00b'])('the segment %s is refused, not passed on', (segment) => {
    expect(refusalOf('GET', `/users/${segment}`)).toBeInstanceOf(BadRequest);
  });
});
