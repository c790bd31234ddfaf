import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let asOwner: ReturnType<typeof callsTo>;
let anonymously: ReturnType<typeof callsTo>;

beforeAll(async () => {
  app = await openTestApp();
  const { token } = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'club', { owner: 'ann' });
  asOwner = callsTo(app, 'club', token);
  anonymously = callsTo(app, 'club');
});

afterAll(() => app.close());

const rows = (globalid = 'club') =>
  app.database.db
    .selectFrom('organization_descriptions')
    .select(['language', 'text'])
    .where('globalid', '=', globalid)
    .orderBy('language')
    .execute();

async function startWith(texts: Readonly<Record<string, string>>): Promise<void> {
  await app.database.db.deleteFrom('organization_descriptions').execute();
  for (const [langkey, text] of Object.entries(texts)) {
    await asOwner('post', '/description', { langkey, text }).expect(201);
  }
}

describe.each([
  ['setDescription', 'post', 201],
  ['updateDescription', 'put', 200],
] as const)('%s', (_operation, method, status) => {
  test('stores a text and returns it', async () => {
    await startWith({});
    const response = await asOwner(method, '/description', { langkey: 'en', text: 'Soccer <b>club</b>' });
    expect([response.status, response.body]).toEqual([status, { langkey: 'en', text: 'Soccer <b>club</b>' }]);
    expect(await rows()).toEqual([{ language: 'en', text: 'Soccer <b>club</b>' }]);
  });

  test('replaces the text of its language and leaves the others', async () => {
    await startWith({ en: 'old', nl: 'oud' });
    await asOwner(method, '/description', { langkey: 'en', text: 'new' }).expect(status);
    expect(await rows()).toEqual([
      { language: 'en', text: 'new' },
      { language: 'nl', text: 'oud' },
    ]);
  });

  test.each([
    ['EN', 'en'],
    ['en-US', 'en'],
    ['nld', 'nl'],
    ['Ru_ru', 'ru'],
  ])('takes language %s as %s', async (langkey, language) => {
    await startWith({ [language]: 'old' });
    const response = await asOwner(method, '/description', { langkey, text: 'new' });
    expect([response.status, response.body]).toEqual([status, { langkey: language, text: 'new' }]);
    expect(await rows()).toEqual([{ language, text: 'new' }]);
  });

  test.each(['', 'e', '1n', ' en', '--', '\u00e9n', '\u0130s', '\u212al', '\u{1f600}'])(
    'refuses the language %j',
    async (langkey) => {
      await startWith({});
      const response = await asOwner(method, '/description', { langkey, text: 'text' });
      expect([response.status, response.body.error]).toEqual([400, 'invalid_language_key']);
      expect(await rows()).toEqual([]);
    },
  );

  test('accepts 65536 characters of any script and no more', async () => {
    await startWith({});
    const longest = '\u{1f600}'.repeat(65_536);
    await asOwner(method, '/description', { langkey: 'en', text: longest }).expect(status);
    const response = await asOwner(method, '/description', { langkey: 'nl', text: `${longest}x` });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect((await rows()).map(({ language }) => language)).toEqual(['en']);
  });

  test.each([
    ['nothing', undefined],
    ['no object', '["en"]'],
    ['no JSON', '{'],
    ['no text', { langkey: 'en' }],
    ['no language', { text: 'text' }],
    ['a text that is none', { langkey: 'en', text: 5 }],
    ['a text with NUL', { langkey: 'en', text: 'a\0b' }],
  ])('refuses %s', async (_what, body) => {
    await startWith({});
    const response = await asOwner(method, '/description', body);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await rows()).toEqual([]);
  });

  test('uses only language and text of the body', async () => {
    await startWith({});
    const body = { langkey: 'en', text: 'ours', globalid: 'victim', language: 'nl' };
    expect((await asOwner(method, '/description', body)).body).toEqual({ langkey: 'en', text: 'ours' });
    expect(await rows()).toEqual([{ language: 'en', text: 'ours' }]);
  });

  test('stores one text of twenty at once', async () => {
    await startWith({});
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    await Promise.all(
      texts.map((text) => asOwner(method, '/description', { langkey: 'en', text }).expect(status)),
    );
    const stored = await rows();
    expect([stored.length, texts.includes(stored[0]?.text ?? '')]).toEqual([1, true]);
  });

  test('sends the text and its audit event in one transaction, nothing else, after the access check', async () => {
    const read = await app.database.countStatements(async () => asOwner('get', ''));
    const write = await app.database.countStatements(async () =>
      asOwner(method, '/description', { langkey: 'en', text: 'text' }),
    );
    // Begin, the description, the event and commit, instead of the one that reads.
    expect(write).toBe(read + 3);
  });
});

describe('getDescription', () => {
  test('shows a text to everyone, with any credential', async () => {
    await startWith({ en: 'Soccer club', nl: 'Voetbalclub' });
    const response = await anonymously('get', '/description/nl-BE');
    expect([response.status, response.body]).toEqual([200, { langkey: 'nl', text: 'Voetbalclub' }]);
    await anonymously('get', '/description/nl').set('Authorization', 'token wrong').expect(200);
  });

  test('returns an empty text in the requested language when there is none', async () => {
    await startWith({ en: 'Soccer club' });
    const response = await anonymously('get', '/description/RU');
    expect([response.status, response.body]).toEqual([200, { langkey: 'ru', text: '' }]);
  });

  test('does not show the text of another organization', async () => {
    await startWith({ en: 'Soccer club' });
    await newOrganization(app.database.db, 'club.kids');
    const response = await callsTo(app, 'club.kids')('get', '/description/en');
    expect(response.body).toEqual({ langkey: 'en', text: '' });
  });

  test('sends one statement', async () => {
    expect(await app.database.countStatements(async () => anonymously('get', '/description/en'))).toBe(1);
  });
});

describe('getDescriptionWithFallback', () => {
  const texts = { en: 'Soccer club', nl: 'Voetbalclub' };
  const cases: [string, Record<string, string>, string, { langkey: string; text: string }][] = [
    ['the text asked for', texts, 'nl-NL', { langkey: 'nl', text: 'Voetbalclub' }],
    ['the English text when there is none', texts, 'ru', { langkey: 'en', text: 'Soccer club' }],
    ['the English text when it is empty', { ...texts, ru: '' }, 'ru', { langkey: 'en', text: 'Soccer club' }],
    ['an empty text when both are missing', { nl: 'Voetbalclub' }, 'ru', { langkey: 'ru', text: '' }],
    ['an empty text when both are empty', { en: '', ru: '' }, 'ru', { langkey: 'ru', text: '' }],
    ['an empty text when English is missing', { nl: 'Voetbalclub' }, 'en', { langkey: 'en', text: '' }],
  ];

  test.each(cases)('returns %s', async (_what, stored, language, expected) => {
    await startWith(stored);
    const response = await anonymously('get', `/description/${language}/withfallback`);
    expect([response.status, response.body]).toEqual([200, expected]);
  });

  test('sends one statement', async () => {
    const read = () => anonymously('get', '/description/ru/withfallback');
    expect(await app.database.countStatements(async () => read())).toBe(1);
  });
});

describe('deleteDescription', () => {
  test('removes the text in one language', async () => {
    await startWith({ en: 'Soccer club', nl: 'Voetbalclub' });
    const response = await asOwner('delete', '/description/NL-be');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await rows()).toEqual([{ language: 'en', text: 'Soccer club' }]);
  });

  test('succeeds when there is none', async () => {
    await startWith({});
    await asOwner('delete', '/description/nl').expect(204);
  });
});

test.each([
  ['get', '/description/e'],
  ['get', '/description/1n/withfallback'],
  ['delete', '/description/%C3%A9n'],
] as const)('%s %s is refused for its language key', async (method, path) => {
  await startWith({ en: 'Soccer club' });
  const response = await asOwner(method, path);
  expect([response.status, response.body.error]).toEqual([400, 'invalid_language_key']);
  expect(await rows()).toHaveLength(1);
});

test('an unknown organization has no descriptions, for any caller', async () => {
  const ghost = callsTo(app, 'club.ghost');
  for (const path of ['/description/en', '/description/en/withfallback']) {
    const response = await ghost('get', path);
    expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
  }
});

test('only owners change descriptions', async () => {
  await newOrganization(app.database.db, 'fort', { owner: 'ann' });
  const outsiders = await newOutsiders(app, 'fort', 'ann');
  const fort = callsTo(app, 'fort');
  const own = callsTo(app, 'fort', await organizationToken(app, 'fort'));
  await own('put', '/description', { langkey: 'en', text: 'ours' }).expect(200);
  for (const method of ['post', 'put'] as const) {
    await expectRefusals(outsiders, () => fort(method, '/description', { langkey: 'en', text: 'theirs' }));
  }
  await expectRefusals(outsiders, () => fort('delete', '/description/en'));
  expect(await rows('fort')).toEqual([{ language: 'en', text: 'ours' }]);
});
