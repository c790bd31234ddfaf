import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import scimNode from 'scim-node';
import { newDirectory, type TestDirectory } from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { type Listening, listen } from '../../support/listening.ts';
import { gluuGateway } from './gluu-gateway.ts';

let app: TestApp;
let server: Listening;
let gateway: Listening;
let directory: TestDirectory;
let folder: string;
let client: ReturnType<typeof scimNode>['scim2'];

beforeAll(async () => {
  app = await openTestApp();
  [server, gateway] = [await listen(), await listen()];
  server.serve(app.listener);
  directory = await newDirectory(app);
  gateway.serve(gluuGateway(gateway.url, server.url, directory));
  folder = await mkdtemp(join(tmpdir(), 'iyo-scim-node-'));
  client = scimNode({
    keyAlg: 'RS256',
    keyId: 'of-the-client',
    domain: gateway.url,
    privateKey: await writeKey(join(folder, 'client.key')),
    clientId: 'client',
  }).scim2;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await gateway.close();
  await server.close();
  await app.close();
});

async function writeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return file;
}

/** A user or group in a response. */
type Resource = { readonly id: string; readonly [name: string]: unknown };
type List = { readonly totalResults: number; readonly Resources?: readonly Resource[] };

const resource = (response: string): Resource => JSON.parse(response);
const list = (response: string): List => JSON.parse(response);

// The package scim-node, a client for another product, through a gateway that issues tokens its way.
describe('scim-node', () => {
  test('adds, finds, changes and removes a user', async () => {
    const userName = 'robin@example.com';
    const added = resource(await client.addUser({ userName, emails: [{ value: userName, primary: true }] }));
    expect(added).toMatchObject({ userName, active: false });

    expect(list(await client.getUsers(1, 10, `userName eq "${userName}"`)).Resources).toEqual([
      expect.objectContaining({ id: added.id }),
    ]);
    expect(list(await client.searchUsers('userName sw "robin"', 1, 1)).totalResults).toBe(1);
    expect(resource(await client.getUser(added.id))).toMatchObject({ id: added.id, userName });

    const content = { userName, displayName: 'Robin', emails: [{ value: userName, primary: true }] };
    const changed = resource(await client.editUser(added.id, content));
    expect(changed).toMatchObject({ id: added.id, displayName: 'Robin' });

    await client.removeUser(added.id);
    await expect(client.getUser(added.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  test('gets a SCIM error for a name that is taken', async () => {
    const user = { userName: 'double@example.com', emails: [{ value: 'double@example.com' }] };
    await client.addUser({ ...user });
    const refusal: unknown = await client.addUser({ ...user }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ statusCode: 409 });
    expect(JSON.parse((refusal as { error: string }).error)).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    });
  });

  test('adds, finds and removes a suborganization as a group', async () => {
    const displayName = `${directory.globalid}.team`;
    const added = resource(await client.addGroup({ displayName: 'team' }));
    const groups = list(await client.getGroups(1, 10)).Resources?.map(({ id }) => id);
    expect(groups).toEqual(expect.arrayContaining(['owners', 'members', added.id]));
    expect(resource(await client.getGroup(added.id)).id).toBe(added.id);
    expect(added.id).toContain(displayName);
    await client.removeGroup(added.id);
    await expect(client.getGroup(added.id)).rejects.toMatchObject({ statusCode: 404 });
  });
});
