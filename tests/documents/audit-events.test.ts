import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../audit/events.ts';
import type { TestApp } from '../support/app.ts';
import { newOrganization } from '../support/organizations.ts';
import { callerWith } from '../users/caller.ts';
import { type Documents, newDocuments, openDocumentsApp, said, signature } from './see/documents.ts';

let app: TestApp;
let d: Documents;

beforeAll(async () => {
  app = await openDocumentsApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  d = await newDocuments(app);
});

const kinds = ['keystore.key_stored', 'see.created', 'see.changed', 'see.signed', 'contract.created'];
const recorded = async () => (await eventsOf(app, d.user.username, ...kinds)).slice(1);
const about = { organization: 'shop', document: 'rent 31' };
const key = { label: 'second', key: 'MFkwEwYH', keydata: { algorithm: 'ecdsa' } };
const contract = { content: 'Rent', contractType: 'rent', expires: '2036-01-01T00:00:00Z' };

describe('the audit log of the user has', () => {
  test('a stored key, without its value, but not a refused one', async () => {
    const path = `/users/${d.user.username}/keystore`;
    await d.shop.post(path, key).expect(201);
    await d.shop.post(path, key).expect(409);
    await d.me.post(path, key).expect(403);
    expect(await recorded()).toEqual([
      { event: 'keystore.key_stored', organization: 'shop', label: 'second' },
    ]);
  });

  test('each version of a document and its signature, but not refused ones', async () => {
    await d.create().expect(201);
    await d.create().expect(409);
    await d.append().expect(201);
    await d.append({ ...signature, keystore_label: 'unknown' }).expect(412);
    await d.shop.put(d.signing(2), { ...said, ...signature }).expect(201);
    await d.shop.put(d.signing(2), { ...said, ...signature }).expect(409);
    await d.bank.put(d.item(), said).expect(403);
    expect(await recorded()).toEqual([
      { event: 'see.created', ...about, version: '1' },
      { event: 'see.changed', ...about, version: '2' },
      { event: 'see.signed', ...about, version: '2' },
    ]);
  });

  test('a contract stored under the name of the user, but not a refused one', async () => {
    const path = `/users/${d.user.username}/contracts`;
    const contractId = `rent of ${d.user.username}`;
    await d.me.post(path, { ...contract, contractId }).expect(201);
    await d.me.post(path, { ...contract, contractId }).expect(409);
    expect(await recorded()).toEqual([{ event: 'contract.created', contract: contractId }]);
  });
});

test('the audit log of an organization has its contracts; the audit log of the owner does not', async () => {
  const { username, token } = d.user;
  const globalid = await newOrganization(app.database.db, `rental-${username}`, { owner: username });
  const contractId = `rent of ${globalid}`;
  await callerWith(app, token)
    .post(`/organizations/${globalid}/contracts`, { ...contract, contractId })
    .expect(201);
  const events = await app.database.db
    .selectFrom('audit_events')
    .select(['event', 'actor', 'details'])
    .where('globalid', '=', globalid)
    .execute();
  expect(events).toEqual([{ event: 'contract.created', actor: username, details: { contract: contractId } }]);
  expect(await recorded()).toEqual([]);
});
