import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listGrantTags } from '../../../src/organizations/grants/queries.ts';
import { findOrganizationDetails } from '../../../src/organizations/queries.ts';
import { listRegistryEntries } from '../../../src/organizations/registry/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Callers, eventsOf, expectRefusals, newCallers, newPerson, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

type Fields = Readonly<Record<string, string>>;

interface Case {
  /** The page with the link to remove it; `form` is where it is added, by default the same page. */
  readonly page: string;
  readonly form?: string;
  readonly added: Fields;
  readonly removed: Fields;
  readonly question: string;
  readonly said: string;
  left(callers: Callers): Promise<readonly unknown[] | undefined>;
}

const detailsOf = ({ globalid }: Callers) => findOrganizationDetails(app.database.db, globalid);

const cases: readonly (readonly [string, Case])[] = [
  [
    'what is required',
    {
      page: 'settings',
      added: { act: 'addScope', kind: 'user:email', label: 'work', access: 'organization:member' },
      removed: { what: 'scope', name: 'user:email:work' },
      question: 'No longer require “Email address (work)”?',
      said: '“Email address (work)” is no longer required.',
      left: async (callers) => (await detailsOf(callers))?.requiredScopes,
    },
  ],
  [
    'a domain name',
    {
      page: 'settings',
      added: { act: 'addDns', name: 'shop.example' },
      removed: { what: 'dns', name: 'shop.example' },
      question: 'Remove the domain name shop.example?',
      said: 'The domain name shop.example has been removed.',
      left: async (callers) => (await detailsOf(callers))?.dns,
    },
  ],
  [
    'an entry of the registry',
    {
      page: 'registry',
      form: 'registry/new',
      added: { key: 'homepage', value: 'https://shop.example' },
      removed: { what: 'registryEntry', name: 'homepage' },
      question: 'Remove the entry “homepage”?',
      said: 'The entry “homepage” has been removed.',
      left: ({ globalid }) => listRegistryEntries(app.database.db, globalid),
    },
  ],
];

const add = ({ owner, path }: Callers, { page, form = page, added }: Case) =>
  send(owner, path, `${path}/${form}`, added);

describe.each(cases)('%s', (_name, each) => {
  const { page, removed, question, said, left } = each;

  test('is removed after a confirmation, and the page says so', async () => {
    const callers = await newCallers(app);
    const { agent } = callers.owner;
    await add(callers, each);
    const { text } = await agent.get(`${callers.path}/${page}`);
    const [, link = ''] = new RegExp(`href="([^"]*/remove\\?what=${removed.what}[^"]*)"`).exec(text) ?? [];
    const confirmation = await agent.get(link.replaceAll('&amp;', '&'));
    expect([confirmation.status, confirmation.text.includes(`<h1>${question}</h1>`)]).toEqual([200, true]);
    expect(await left(callers)).toHaveLength(1);
    const done = await agent.submit(confirmation, {}, `${callers.path}/remove`);
    expect((await agent.follow(done)).text).toContain(said);
    expect(await left(callers)).toEqual([]);
    const again = await agent.submit(confirmation, {}, `${callers.path}/remove`);
    expect([again.status, again.text.includes(question)]).toEqual([409, true]);
  });

  test('is removed by owners only', async () => {
    const callers = await newCallers(app);
    await add(callers, each);
    const before = await eventsOf(app, callers.globalid);
    await expectRefusals({ app, callers, action: `${callers.path}/remove`, fields: removed });
    expect(await left(callers)).toHaveLength(1);
    expect(await eventsOf(app, callers.globalid)).toEqual(before);
  });
});

test('a grant of a user is removed after a confirmation', async () => {
  const callers = await newCallers(app);
  const { owner, globalid, path } = callers;
  const { username } = await newPerson(app, 'shopper');
  await newThirdPartyToken(app, { username, client: globalid });
  for (const tag of ['vip', 'beta']) await send(owner, path, `${path}/grants/new`, { who: username, tag });
  const removed = { what: 'grant', name: 'vip', who: username };
  await expectRefusals({ app, callers, action: `${path}/remove`, fields: removed });
  const page = await owner.agent.get(`${path}/remove?${new URLSearchParams(removed)}`);
  expect(page.text).toContain(`Remove the grant “vip” of ${username}?`);
  await owner.agent.submit(page, {}, `${path}/remove`);
  expect(await listGrantTags(app.database.db, username, globalid)).toEqual(['beta']);
});

test.each(['', 'valueOf', 'everything'])('nothing else is removed: %j', async (what) => {
  const { owner, path } = await newCallers(app);
  expect((await owner.agent.get(`${path}/remove?what=${what}`)).status).toBe(400);
  expect((await send(owner, path, `${path}/remove`, { what })).status).toBe(400);
});
