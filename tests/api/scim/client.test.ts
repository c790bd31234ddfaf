import { afterAll, beforeAll, expect, test } from '@jest/globals';
import SCIMMY from 'scimmy';
import { createClient } from '../../../generated/scim/client.ts';
import type { NewUser, Patch, SearchRequest } from '../../../generated/scim/types.ts';
import { newDirectory, patchSchema, type TestDirectory } from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { type Listening, listen } from '../../support/listening.ts';

let app: TestApp;
let server: Listening;
let directory: TestDirectory;

beforeAll(async () => {
  app = await openTestApp();
  server = await listen();
  server.serve(app.listener);
  directory = await newDirectory(app);
});
afterAll(async () => {
  await server.close();
  await app.close();
});

type List = InstanceType<typeof SCIMMY.Messages.ListResponse>;

/** The message as sent over the wire. */
const sent = <Message>(message: object): Message => JSON.parse(JSON.stringify(message)) as Message;

// SCIMMY, an independent SCIM library, makes the messages and parses the responses; the client is generated.
test('a client that sends the messages of SCIMMY adds, finds, changes and removes a user', async () => {
  const { globalid, token } = directory;
  const client = createClient({ baseUrl: `${server.url}/scim/v2`, token });
  const given = {
    userName: 'kim@example.com',
    emails: [{ value: 'kim@example.com', primary: true }],
    active: true,
  };
  const user = new SCIMMY.Schemas.User(given, 'in');
  const made = await client.createScimUser({ path: { globalid }, body: sent<NewUser>(user) });
  if (made.status !== 201) throw new Error(JSON.stringify(made));
  const { id } = made.body;
  expect(new SCIMMY.Schemas.User(sent(made.body), 'out')).toMatchObject({ id, userName: 'kim@example.com' });

  const search = new SCIMMY.Messages.SearchRequest();
  search.prepare({ filter: 'userName eq "KIM@example.com"', count: 5 });
  const found = await client.searchScimUsers({ path: { globalid }, body: sent<SearchRequest>(search) });
  if (found.status !== 200) throw new Error(JSON.stringify(found));
  const list = new SCIMMY.Messages.ListResponse(sent<List>(found.body));
  expect([list.totalResults, list.Resources.map((one) => (one as { id?: string }).id)]).toEqual([1, [id]]);

  const Operations = [{ op: 'add' as const, path: 'name.givenName', value: 'Kim' }];
  const patch = new SCIMMY.Messages.PatchOp({ schemas: [patchSchema], Operations });
  const changed = await client.updateScimUser({ path: { globalid, id }, body: sent<Patch>(patch) });
  expect(changed).toMatchObject({ status: 200, body: { name: { givenName: 'Kim' } } });
  expect(await client.deleteScimUser({ path: { globalid, id } })).toMatchObject({ status: 204 });

  const gone = await client.getScimUser({ path: { globalid, id } });
  if (gone.status !== 404) throw new Error(JSON.stringify(gone));
  expect(() => new SCIMMY.Messages.ErrorResponse(sent(gone.body))).toThrow('user_not_found');
});

test('it reads the service provider configuration and the groups', async () => {
  const { globalid, token } = directory;
  const client = createClient({ baseUrl: `${server.url}/scim/v2`, token });
  const path = { globalid };
  expect(await client.getServiceProviderConfig({ path })).toMatchObject({
    body: { patch: { supported: true } },
  });
  expect(await client.listSchemas({ path })).toMatchObject({ body: { totalResults: 3 } });
  const groups = await client.listScimGroups({ path });
  if (groups.status !== 200) throw new Error(JSON.stringify(groups));
  const list = new SCIMMY.Messages.ListResponse(sent<List>(groups.body));
  expect(list.Resources.map((group) => new SCIMMY.Schemas.Group(group, 'out').id).sort()).toEqual([
    'members',
    'owners',
  ]);
});
