import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../generated/routes.ts';
import type { DeleteScimUserResponse } from '../generated/scim/operations.ts';
import { routes as scimRoutes } from '../generated/scim/routes.ts';
import type { Services } from '../generated/services.ts';
import { createScimServices } from '../src/api/scim/handler.ts';
import { createServices } from '../src/services.ts';
import { servicePartsOf } from './support/app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { printedOperations } from './support/printed-operations.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const operations = routes.map((route) => route.operation);

function builtOperations(): [service: string, operation: string][] {
  const services: Readonly<Record<keyof Services<never>, object>> = createServices(servicePartsOf(database));
  return Object.entries(services).flatMap(([name, service]) =>
    Object.keys(service).map((operation): [string, string] => [name, operation]),
  );
}

describe('the contract and its implementation', () => {
  test('the operations that the contract does not mark as later are those of the printed reference', () => {
    const printed = routes.filter((route) => !route.later);
    const offered = printed.map(({ operation, method, path }) => `${operation} ${method} ${path}`);
    expect(offered.sort()).toEqual([...printedOperations].sort());
    expect(new Set(operations).size).toBe(operations.length);
  });

  test('each operation is built by the service it belongs to', () => {
    const expected = routes.map((route) => `${route.service}.${route.operation}`);
    expect(
      builtOperations()
        .map((pair) => pair.join('.'))
        .sort(),
    ).toEqual(expected.sort());
  });

  test('every operation that is not public names its scopes', () => {
    expect(routes.filter((route) => !route.public && route.scopes.length === 0)).toEqual([]);
  });

  test('each operation declares a success, and the refusals that its access check can give', () => {
    for (const { operation, statuses, public: open, body } of routes) {
      expect([operation, statuses.some((status) => status < 300)]).toEqual([operation, true]);
      const refusals = open ? [] : [400, 401, 403];
      const bodyRefusals = body === 'none' ? [] : [400, 413];
      for (const status of [...refusals, ...bodyRefusals])
        expect([operation, statuses]).toEqual([operation, expect.arrayContaining([status])]);
    }
  });
});

describe('the contract of directories and its implementation', () => {
  test('each operation is built by the service it belongs to', () => {
    const { db, clock, publicUrl, messages, log } = servicePartsOf(database);
    const services = createScimServices({ db, clock, publicUrl, ...messages, log });
    const built = Object.entries(services).flatMap(([name, service]) =>
      Object.keys(service).map((operation) => `${name}.${operation}`),
    );
    expect(built.sort()).toEqual(scimRoutes.map((route) => `${route.service}.${route.operation}`).sort());
  });

  test('no operation is public, and one scope opens all', () => {
    expect(scimRoutes.filter((route) => route.public)).toEqual([]);
    expect(new Set(scimRoutes.flatMap((route) => route.scopes))).toEqual(new Set(['organization:scim']));
    expect(scimRoutes.every(({ path }) => path.startsWith('/organizations/{globalid}'))).toBe(true);
  });

  test('no operation of the API takes that scope', () => {
    expect(routes.filter((route) => route.scopes.includes('organization:scim'))).toEqual([]);
  });

  test('each operation declares a success, and the refusals that its access check can give', () => {
    for (const { operation, statuses, body } of scimRoutes) {
      expect([operation, statuses.some((status) => status < 300)]).toEqual([operation, true]);
      const refusals = [400, 401, 403, 404, 429, ...(body === 'none' ? [] : [413])];
      expect([operation, statuses]).toEqual([operation, expect.arrayContaining(refusals)]);
    }
  });

  // The compiler decides: with 202 declared this file would not compile.
  test('an undeclared status does not type-check', () => {
    const isDeclared: 202 extends DeleteScimUserResponse['status'] ? true : false = false;
    expect(isDeclared).toBe(false);
  });
});
