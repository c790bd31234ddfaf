import request, { type Test } from 'supertest';
import { systemActor } from '../../src/base/actor.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { createDirectoryToken, switchDirectory } from '../../src/scim/directory/acts.ts';
import { type TestApp, testKey } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';
export const userSchema = `${core}:User`;
export const groupSchema = `${core}:Group`;
export const membershipSchema = 'urn:ietf:params:scim:schemas:extension:itsyouonline:2.0:User';
export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const searchSchema = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** The directory of an organization, from the side of its client. */
export interface TestDirectory {
  readonly globalid: string;
  readonly owner: TestUser;
  readonly token: string;
  /** `/scim/v2/organizations/{globalid}`. */
  readonly path: string;
  get(path: string): Test;
  post(path: string, body: object): Test;
  put(path: string, body: object): Test;
  patch(path: string, ...operations: readonly object[]): Test;
  delete(path: string): Test;
  /** Adds a user with an email address. @returns the id */
  addUser(email: string, more?: object): Promise<string>;
}

let organizations = 0;

/** An organization with an owner and an active directory. */
export async function newDirectory(app: TestApp, name?: string): Promise<TestDirectory> {
  organizations += 1;
  const { db } = app.database;
  const owner = await newUser(app);
  const globalid = await newOrganization(db, name ?? `directory${organizations}`, { owner: owner.username });
  const actor = systemActor(app.clock.now());
  await switchDirectory({ db }, actor, { globalid, isOn: true });
  const deps = { db, sealing: createSealing([testKey]), keepsSecrets: true };
  const { token } = await createDirectoryToken(deps, actor, { globalid });
  return directoryOf(app, { globalid, owner, token });
}

/** The directory with another token. */
export function directoryOf(
  app: TestApp,
  { globalid, owner, token }: Pick<TestDirectory, 'globalid' | 'owner' | 'token'>,
): TestDirectory {
  const path = `/scim/v2/organizations/${globalid}`;
  const authorized = (test: Test) =>
    test
      .set('Authorization', `Bearer ${token}`)
      .type('application/scim+json')
      .accept('application/scim+json');
  const post = (below: string, body: object) =>
    authorized(request(app.web).post(path + below)).send(JSON.stringify(body));
  return {
    globalid,
    owner,
    token,
    path,
    post,
    get: (below) => authorized(request(app.web).get(path + below)),
    put: (below, body) => authorized(request(app.web).put(path + below)).send(JSON.stringify(body)),
    patch: (below, ...Operations) =>
      authorized(request(app.web).patch(path + below)).send(
        JSON.stringify({ schemas: [patchSchema], Operations }),
      ),
    delete: (below) => authorized(request(app.web).delete(path + below)),
    async addUser(email, more = {}) {
      const user = {
        schemas: [userSchema],
        userName: email,
        emails: [{ value: email, primary: true }],
        ...more,
      };
      return (await post('/Users', user).expect(201)).body.id;
    },
  };
}

/** A user accepts a directory's invitation to their address. */
export async function acceptInvitation(
  app: TestApp,
  { globalid }: Pick<TestDirectory, 'globalid'>,
  user: TestUser,
  emailaddress: string,
): Promise<void> {
  await request(app.web)
    .post(`/api/users/${user.username}/organizations/${globalid}/roles/member`)
    .set('Authorization', `token ${user.token}`)
    .send({ method: 'email', emailaddress, organization: globalid, role: 'member' })
    .expect(201);
}

/** A member added by the directory. @returns the account and its id in the directory */
export async function newDirectoryMember(
  app: TestApp,
  directory: TestDirectory,
  email: string,
): Promise<{ readonly user: TestUser; readonly id: string }> {
  const user = await newUser(app, { email });
  const id = await directory.addUser(email);
  await acceptInvitation(app, directory, user, email);
  return { user, id };
}
