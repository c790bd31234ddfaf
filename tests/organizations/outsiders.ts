import { expect } from '@jest/globals';
import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

/** Callers who may not change an existing organization, each with a token. */
export type Outsiders = ReadonlyMap<string, string>;

/**
 * For an organization: a member, a stranger, a client of its owner, a suborganization, and an organization whose id has
 * the same beginning.
 */
export async function newOutsiders(app: TestApp, globalid: string, owner: string): Promise<Outsiders> {
  const { db } = app.database;
  const member = await newUser(app, { username: `${globalid}-member` });
  await addPerson(db, globalid, member.username, 'member');
  const below = await newOrganization(db, `${globalid}.below`);
  const beside = await newOrganization(db, `${globalid}-beside`);
  return new Map([
    ['a member', member.token],
    ['a stranger', (await newUser(app)).token],
    ['a client of the owner', await newThirdPartyToken(app, { username: owner, client: globalid })],
    ['an organization below', await organizationToken(app, below)],
    ['an organization beside', await organizationToken(app, beside)],
  ]);
}

/** Sends a request as each of them, and anonymously. */
export async function expectRefusals(outsiders: Outsiders, call: () => Test): Promise<void> {
  for (const [who, token] of outsiders) {
    const response = await call().set('Authorization', `token ${token}`);
    expect([who, response.status, response.body.error]).toEqual([who, 403, 'insufficient_scope']);
  }
  const anonymous = await call();
  expect([anonymous.status, anonymous.body.error]).toEqual([401, 'unauthorized']);
}

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Requests to an organization, as its owner by default. */
export function callsTo(app: TestApp, globalid: string, token?: string) {
  return (method: Method, path: string, body?: string | object): Test => {
    const call = request(app.web)[method](`/api/organizations/${encodeURIComponent(globalid)}${path}`);
    if (token !== undefined) call.set('Authorization', `token ${token}`);
    return body === undefined ? call : call.type('json').send(body);
  };
}
