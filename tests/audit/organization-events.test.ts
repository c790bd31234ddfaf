import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Method } from '../organizations/outsiders.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { linkOrganization, newOrganization } from '../support/organizations.ts';
import { callerWith } from '../users/caller.ts';

let app: TestApp;
let clubs = 0;
/** Owned by ann; bob is a member and shares data with it. */
let club: string;
/** Also owned by ann. */
let own: string;
/** Owned by bob. */
let guests: string;
let tokens: Record<'ann' | 'bob', string>;

beforeAll(async () => {
  app = await openTestApp();
  const ann = await newUser(app, { username: 'ann' });
  const bob = await newUser(app, { username: 'bob', email: 'bob@home.org' });
  await newUser(app, { username: 'carl' });
  tokens = { ann: ann.token, bob: bob.token };
});

afterAll(() => app.close());

beforeEach(async () => {
  clubs += 1;
  const { db } = app.database;
  await db.deleteFrom('rate_limits').execute();
  club = await newOrganization(db, `club${clubs}`, { owner: 'ann', members: ['bob'] });
  own = await newOrganization(db, `own${clubs}`, { owner: 'ann' });
  guests = await newOrganization(db, `guests${clubs}`, { owner: 'bob' });
  await storeRecord(app, 'bob', { grantedTo: club });
  await db.deleteFrom('audit_events').execute();
});

/** Path below the club unless it begins with a slash; names in it are replaced. */
type Call = readonly [who: 'ann' | 'bob', method: Method, path: string, body?: object];

function send([who, method, path, body]: Call) {
  const caller = callerWith(app, tokens[who]);
  const full = named(
    path.startsWith('/users') || path.startsWith('/organizations') ? path : `/organizations/CLUB${path}`,
  );
  return body ? caller[method](full, JSON.parse(named(JSON.stringify(body)))) : caller[method](full);
}

function named(text: string): string {
  return text.replaceAll('CLUB', club).replaceAll('OWN', own).replaceAll('GUESTS', guests);
}

async function events() {
  const rows = await app.database.db
    .selectFrom('audit_events')
    .select(['event', 'globalid', 'username', 'actor', 'details'])
    .orderBy('occurred_at')
    .orderBy('event_id')
    .execute();
  return rows.map(({ event, globalid, username, actor, details }) => [
    event,
    globalid,
    username,
    actor,
    details,
  ]);
}

interface Told {
  readonly what: string;
  readonly before?: readonly Call[];
  readonly call: Call;
  /** Event, `globalid`, `username`, actor and details. */
  readonly events: readonly (readonly [string, string, string | null, string, object])[];
  /** The same call by a user without the right, or about something that does not exist. */
  readonly refused: readonly [Call, number];
}

const scope = { scope: 'user:name', accessscopes: ['organization:owner'] };

const acts: readonly Told[] = [
  {
    what: 'creating a sub-organization',
    call: ['ann', 'post', '/organizations/CLUB', { globalid: 'CLUB.chess' }],
    events: [
      ['organization.created', 'CLUB.chess', null, 'ann', {}],
      ['organization.joined', 'CLUB.chess', 'ann', 'ann', { role: 'owner' }],
    ],
    refused: [['ann', 'post', '/organizations/CLUB', { globalid: 'OWN.chess' }], 400],
  },
  {
    what: 'deleting an organization',
    call: ['ann', 'delete', ''],
    events: [['organization.deleted', 'CLUB', null, 'ann', {}]],
    refused: [['ann', 'delete', '/organizations/GUESTS'], 403],
  },
  {
    what: 'linking an organization as member',
    call: ['ann', 'post', '/orgmembers', { orgmember: 'OWN' }],
    events: [['organization.linked', 'CLUB', null, 'ann', { organization: 'OWN', role: 'orgmember' }]],
    refused: [['ann', 'post', '/orgmembers', { orgmember: 'CLUB' }], 409],
  },
  {
    what: 'linking an organization as owner',
    call: ['ann', 'post', '/orgowners', { orgowner: 'OWN' }],
    events: [['organization.linked', 'CLUB', null, 'ann', { organization: 'OWN', role: 'orgowner' }]],
    refused: [['ann', 'post', '/orgowners', { orgowner: 'nowhere' }], 404],
  },
  {
    what: 'inviting an organization',
    call: ['ann', 'post', '/orgowners', { orgowner: 'GUESTS' }],
    events: [
      ['organization.invitation_sent', 'CLUB', null, 'ann', { organization: 'GUESTS', role: 'orgowner' }],
    ],
    refused: [['bob', 'post', '/orgowners', { orgowner: 'GUESTS' }], 403],
  },
  {
    what: 'accepting on behalf of an organization',
    before: [['ann', 'post', '/orgowners', { orgowner: 'GUESTS' }]],
    call: ['bob', 'post', '/organizations/GUESTS/organizations/CLUB/roles/orgowner'],
    events: [['organization.linked', 'CLUB', null, 'bob', { organization: 'GUESTS', role: 'orgowner' }]],
    refused: [['bob', 'post', '/organizations/GUESTS/organizations/CLUB/roles/orgmember'], 404],
  },
  {
    what: 'refusing on behalf of an organization',
    before: [['ann', 'post', '/orgowners', { orgowner: 'GUESTS' }]],
    call: ['bob', 'delete', '/organizations/GUESTS/organizations/CLUB/roles/orgowner'],
    events: [
      ['organization.invitation_refused', 'CLUB', null, 'bob', { organization: 'GUESTS', role: 'orgowner' }],
    ],
    refused: [['bob', 'delete', '/organizations/GUESTS/organizations/CLUB/roles/orgmember'], 404],
  },
  {
    what: 'changing the role of a linked organization',
    before: [['ann', 'post', '/orgmembers', { orgmember: 'OWN' }]],
    call: ['ann', 'put', '/orgmembers', { org: 'OWN', role: 'orgowner' }],
    events: [['organization.link_changed', 'CLUB', null, 'ann', { organization: 'OWN', role: 'orgowner' }]],
    refused: [['ann', 'put', '/orgmembers', { org: 'GUESTS', role: 'orgowner' }], 404],
  },
  {
    what: 'ending a link',
    before: [['ann', 'post', '/orgmembers', { orgmember: 'OWN' }]],
    call: ['ann', 'delete', '/orgmembers/OWN'],
    events: [['organization.unlinked', 'CLUB', null, 'ann', { organization: 'OWN', role: 'orgmember' }]],
    refused: [['ann', 'delete', '/orgowners/OWN'], 404],
  },
  {
    what: 'including sub-organizations',
    before: [['ann', 'post', '/orgmembers', { orgmember: 'OWN' }]],
    call: ['ann', 'post', '/orgmembers/includesuborgs', { globalid: 'OWN' }],
    events: [['organization.suborganizations_included', 'CLUB', null, 'ann', { organization: 'OWN' }]],
    refused: [['ann', 'post', '/orgmembers/includesuborgs', { globalid: 'GUESTS' }], 404],
  },
  {
    what: 'excluding sub-organizations',
    before: [
      ['ann', 'post', '/orgmembers', { orgmember: 'OWN' }],
      ['ann', 'post', '/orgmembers/includesuborgs', { globalid: 'OWN' }],
    ],
    call: ['ann', 'delete', '/orgmembers/includesuborgs/OWN'],
    events: [['organization.suborganizations_excluded', 'CLUB', null, 'ann', { organization: 'OWN' }]],
    refused: [['ann', 'delete', '/orgmembers/includesuborgs/GUESTS'], 404],
  },
  {
    what: 'inviting a user by name',
    call: ['ann', 'post', '/members', { username: 'carl' }],
    events: [['organization.invitation_sent', 'CLUB', 'carl', 'ann', { role: 'member' }]],
    refused: [['ann', 'post', '/members', { username: 'bob' }], 409],
  },
  {
    what: 'inviting by email address, masked',
    call: ['ann', 'post', '/owners', { username: 'dora@home.org' }],
    events: [
      ['organization.invitation_sent', 'CLUB', null, 'ann', { contact: 'd***@home.org', role: 'owner' }],
    ],
    refused: [['bob', 'post', '/owners', { username: 'dora@home.org' }], 403],
  },
  {
    what: 'inviting by phone number, masked',
    call: ['ann', 'post', '/members', { username: '+32470000099' }],
    events: [
      ['organization.invitation_sent', 'CLUB', null, 'ann', { contact: '+32*******99', role: 'member' }],
    ],
    refused: [['bob', 'post', '/members', { username: '+32470000099' }], 403],
  },
  {
    what: 'cancelling an invitation',
    before: [['ann', 'post', '/members', { username: 'carl' }]],
    call: ['ann', 'delete', '/invitations/carl'],
    events: [['organization.invitation_cancelled', 'CLUB', 'carl', 'ann', { role: 'member' }]],
    refused: [['ann', 'delete', '/invitations/dora@home.org'], 404],
  },
  {
    what: 'refusing an invitation',
    before: [['ann', 'post', '/owners', { username: 'bob' }]],
    call: ['bob', 'delete', '/users/bob/organizations/CLUB/roles/owner'],
    events: [['organization.invitation_refused', 'CLUB', 'bob', 'bob', { role: 'owner' }]],
    refused: [['bob', 'delete', '/users/bob/organizations/CLUB/roles/member'], 404],
  },
  {
    what: 'setting how long a second factor is remembered',
    call: ['ann', 'put', '/2fa/validity', { secondsvalidity: 3600 }],
    events: [['organization.second_factor_validity_changed', 'CLUB', null, 'ann', { seconds: '3600' }]],
    refused: [['bob', 'put', '/2fa/validity', { secondsvalidity: 3600 }], 403],
  },
  {
    what: 'requiring a scope',
    call: ['ann', 'post', '/requiredscopes', scope],
    events: [['organization.required_scope_added', 'CLUB', null, 'ann', { scope: 'user:name' }]],
    refused: [['bob', 'post', '/requiredscopes', scope], 403],
  },
  {
    what: 'changing a required scope',
    before: [['ann', 'post', '/requiredscopes', scope]],
    call: ['ann', 'put', '/requiredscopes/user:name', { ...scope, scope: 'user:email' }],
    events: [['organization.required_scope_changed', 'CLUB', null, 'ann', { scope: 'user:email' }]],
    refused: [['ann', 'put', '/requiredscopes/user:phone', scope], 404],
  },
  {
    what: 'removing a required scope',
    before: [['ann', 'post', '/requiredscopes', scope]],
    call: ['ann', 'delete', '/requiredscopes/user:name'],
    events: [['organization.required_scope_removed', 'CLUB', null, 'ann', { scope: 'user:name' }]],
    refused: [['ann', 'delete', '/requiredscopes/user:phone'], 404],
  },
  {
    what: 'granting',
    call: ['ann', 'post', '/grants', { username: 'bob', grant: 'gold' }],
    events: [['organization.grant_added', 'CLUB', 'bob', 'ann', { grant: 'gold' }]],
    refused: [['ann', 'post', '/grants', { username: 'bob', grant: '!' }], 400],
  },
  {
    what: 'replacing a grant',
    before: [['ann', 'post', '/grants', { username: 'bob', grant: 'gold' }]],
    call: ['ann', 'put', '/grants', { username: 'bob', oldgrant: 'gold', newgrant: 'silver' }],
    events: [
      ['organization.grant_removed', 'CLUB', 'bob', 'ann', { grant: 'gold' }],
      ['organization.grant_added', 'CLUB', 'bob', 'ann', { grant: 'silver' }],
    ],
    refused: [['ann', 'put', '/grants', { username: 'bob', oldgrant: 'iron', newgrant: 'silver' }], 404],
  },
  {
    what: 'removing a grant',
    before: [['ann', 'post', '/grants', { username: 'bob', grant: 'gold' }]],
    call: ['ann', 'delete', '/grants/bob/gold'],
    events: [['organization.grant_removed', 'CLUB', 'bob', 'ann', { grant: 'gold' }]],
    refused: [['ann', 'delete', '/grants/carl/gold'], 403],
  },
  {
    what: 'removing all grants',
    before: [['ann', 'post', '/grants', { username: 'bob', grant: 'gold' }]],
    call: ['ann', 'delete', '/grants/bob'],
    events: [['organization.all_grants_removed', 'CLUB', 'bob', 'ann', {}]],
    refused: [['ann', 'delete', '/grants/carl'], 403],
  },
  {
    what: 'adding a DNS name',
    call: ['ann', 'post', '/dns', { name: 'club.example' }],
    events: [['organization.dns_name_added', 'CLUB', null, 'ann', { name: 'club.example' }]],
    refused: [['bob', 'post', '/dns', { name: 'club.example' }], 403],
  },
  {
    what: 'changing a DNS name',
    before: [['ann', 'post', '/dns', { name: 'club.example' }]],
    call: ['ann', 'put', '/dns/club.example', { name: 'new.example' }],
    events: [
      ['organization.dns_name_changed', 'CLUB', null, 'ann', { name: 'new.example', former: 'club.example' }],
    ],
    refused: [['ann', 'put', '/dns/other.example', { name: 'new.example' }], 404],
  },
  {
    what: 'removing a DNS name',
    before: [['ann', 'post', '/dns', { name: 'club.example' }]],
    call: ['ann', 'delete', '/dns/club.example'],
    events: [['organization.dns_name_removed', 'CLUB', null, 'ann', { name: 'club.example' }]],
    refused: [['ann', 'delete', '/dns/other.example'], 404],
  },
  {
    what: 'setting a logo',
    call: ['ann', 'put', '/logo', { logo: 'https://club.example/logo.png' }],
    events: [['organization.logo_changed', 'CLUB', null, 'ann', {}]],
    refused: [['ann', 'put', '/logo', { logo: 'no image' }], 400],
  },
  {
    what: 'removing a logo',
    before: [['ann', 'put', '/logo', { logo: 'https://club.example/logo.png' }]],
    call: ['ann', 'delete', '/logo'],
    events: [['organization.logo_removed', 'CLUB', null, 'ann', {}]],
    refused: [['bob', 'delete', '/logo'], 403],
  },
  {
    what: 'describing the organization',
    call: ['ann', 'post', '/description', { langkey: 'nl-BE', text: 'Een club' }],
    events: [['organization.description_changed', 'CLUB', null, 'ann', { language: 'nl' }]],
    refused: [['bob', 'post', '/description', { langkey: 'nl', text: 'Een club' }], 403],
  },
  {
    what: 'removing a description',
    before: [['ann', 'post', '/description', { langkey: 'nl', text: 'Een club' }]],
    call: ['ann', 'delete', '/description/nl'],
    events: [['organization.description_removed', 'CLUB', null, 'ann', { language: 'nl' }]],
    refused: [['bob', 'delete', '/description/nl'], 403],
  },
  {
    what: 'storing a registry entry, without its value',
    call: ['ann', 'post', '/registry', { Key: 'door', Value: 'secret' }],
    events: [['organization.registry_entry_changed', 'CLUB', null, 'ann', { key: 'door' }]],
    refused: [['bob', 'post', '/registry', { Key: 'door', Value: 'secret' }], 403],
  },
  {
    what: 'removing a registry entry',
    before: [['ann', 'post', '/registry', { Key: 'door', Value: 'secret' }]],
    call: ['ann', 'delete', '/registry/door'],
    events: [['organization.registry_entry_removed', 'CLUB', null, 'ann', { key: 'door' }]],
    refused: [['ann', 'delete', '/registry/window'], 404],
  },
];

describe.each(acts)('$what', ({ before = [], call, events: expected, refused: [refusal, status] }) => {
  beforeEach(async () => {
    for (const step of before) expect((await send(step)).status).toBeLessThan(300);
    await app.database.db.deleteFrom('audit_events').execute();
  });

  test('is recorded', async () => {
    expect((await send(call)).status).toBeLessThan(300);
    expect(await events()).toEqual(JSON.parse(named(JSON.stringify(expected))));
  });

  test('is not recorded when it was refused', async () => {
    expect((await send(refusal)).status).toBe(status);
    expect((await events()).filter((event) => event[0] !== 'call.refused')).toEqual([]);
  });
});

describe('an act that changes nothing', () => {
  test.each<[string, Call]>([
    ['removing a logo that is not there', ['ann', 'delete', '/logo']],
    ['removing a description that is not there', ['ann', 'delete', '/description/nl']],
    [
      'a role that a linked organization has already',
      ['ann', 'put', '/orgmembers', { org: 'OWN', role: 'orgmember' }],
    ],
    ['removing grants of a user without any', ['ann', 'delete', '/grants/bob']],
    ['removing a grant that the user has not', ['ann', 'delete', '/grants/bob/gold']],
  ])('%s is not recorded', async (_what, call) => {
    await linkOrganization(app.database.db, club, own, 'orgmember');
    expect((await send(call)).status).toBeLessThan(300);
    expect(await events()).toEqual([]);
  });
});
