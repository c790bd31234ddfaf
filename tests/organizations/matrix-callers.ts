import request from 'supertest';
import { storeUserClient, type TestClient } from '../oauth/clients.ts';
import type { TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { linkOrganization, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

/** An organization in the middle of a tree of three: `top.mid`, between `top` and `top.mid.low`. */
export interface Tree {
  readonly top: string;
  readonly mid: string;
  readonly low: string;
}

/** A caller who sends requests to the middle organization of a tree. */
export interface Caller {
  /** The name in the table's head, one word a line. */
  readonly who: string;
  /** The scopes that the caller holds there by ownership and membership; undefined without a credential. */
  readonly holds: readonly string[] | undefined;
  /** The `Authorization` header for this tree. */
  readonly authorization: (world: World, tree: Tree) => Promise<string | undefined> | string | undefined;
}

const owner = 'organization:owner';
const member = 'organization:member';
const person = 'user:admin';

const signedIn = (username: string) => (world: World) => `token ${world.tokens.get(username)}`;
const bearer = (world: World) => `bearer ${world.tokens.get('narrowed')}`;
const actingAs = (globalid: (tree: Tree) => string) => async (world: World, tree: Tree) =>
  `token ${await world.organization(globalid(tree))}`;

/** Callers and their scopes. They are written down, not computed, so that they state the rule. */
export const callers: readonly Caller[] = [
  { who: 'anonymous', holds: undefined, authorization: () => undefined },
  { who: 'owner', holds: [person, owner], authorization: signedIn('owner') },
  { who: 'member', holds: [person, member], authorization: signedIn('member') },
  { who: 'inherited owner', holds: [person, owner], authorization: signedIn('topowner') },
  { who: 'linked owner', holds: [person, owner], authorization: signedIn('partnermember') },
  { who: 'linked member', holds: [person, member], authorization: signedIn('clubowner') },
  { who: 'owner of child', holds: [person], authorization: signedIn('lowowner') },
  { who: 'stranger', holds: [person], authorization: signedIn('stranger') },
  { who: "owner's narrowed JWT", holds: [], authorization: bearer },
  { who: "owner's third party", holds: [], authorization: signedIn('third party') },
  { who: 'token of itself', holds: [owner], authorization: actingAs(({ mid }) => mid) },
  { who: 'token of parent', holds: [owner], authorization: actingAs(({ top }) => top) },
  { who: 'token of child', holds: [], authorization: actingAs(({ low }) => low) },
  { who: 'token of foreign', holds: [], authorization: actingAs(() => 'foreign') },
  { who: 'token of orgowner', holds: [], authorization: actingAs(() => 'partner') },
];

export interface World {
  readonly app: TestApp;
  /** Opaque tokens of users and of the third party by name, and a JWT as `narrowed`. */
  readonly tokens: ReadonlyMap<string, string>;
  /** The token of an organization, created on first use. */
  organization(globalid: string): Promise<string>;
}

/** The users and the organizations outside the trees. */
export async function newWorld(app: TestApp): Promise<World> {
  const tokens = new Map<string, string>();
  const key = await storeUserClient(app, 'owner');
  tokens.set('owner', await userToken(app, key));
  tokens.set('narrowed', await userToken(app, key, { response_type: 'id_token', scope: 'user:name' }));
  for (const username of ['member', 'topowner', 'partnermember', 'clubowner', 'lowowner', 'stranger']) {
    tokens.set(username, (await newUser(app, { username })).token);
  }
  const { db } = app.database;
  await newOrganization(db, 'partner', { members: ['partnermember'] });
  await newOrganization(db, 'club', { owner: 'clubowner' });
  await newOrganization(db, 'foreign', { owner: 'owner' });
  tokens.set('third party', await greedyThirdParty(app));
  return { app, tokens, organization: organizationTokens(app) };
}

/** A new tree in which all callers have the roles of the table. */
export async function newTree({ app }: World, top: string): Promise<Tree> {
  const { db } = app.database;
  const tree = { top, mid: `${top}.mid`, low: `${top}.mid.low` };
  await newOrganization(db, tree.top, { owner: 'topowner' });
  await newOrganization(db, tree.mid, { owner: 'owner', members: ['member'] });
  await newOrganization(db, tree.low, { owner: 'lowowner' });
  await linkOrganization(db, tree.mid, 'partner', 'orgowner');
  await linkOrganization(db, tree.mid, 'club', 'orgmember');
  return tree;
}

async function userToken(
  app: TestApp,
  { id, secret }: TestClient,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { body } = await request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .accept('application/json')
    .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret, ...more })
    .expect(200);
  return body.access_token;
}

/** A token with scopes that no consent grants, like a forged or an old one. */
function greedyThirdParty(app: TestApp): Promise<string> {
  const scopes = ['user:name', person, owner, member];
  return newThirdPartyToken(app, { username: 'owner', client: 'partner', scopes });
}

function organizationTokens(app: TestApp): World['organization'] {
  const made = new Map<string, Promise<string>>();
  return (globalid) => {
    const token = made.get(globalid) ?? organizationToken(app, globalid);
    made.set(globalid, token);
    return token;
  };
}
