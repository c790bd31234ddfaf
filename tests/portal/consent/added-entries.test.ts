import { describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { newUser } from '../../support/factories.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { address, consentVisitor, keptBoxes } from './consent-visitor.ts';

const { app, agent, user, number, openConsent, choose, allow, record, codes, addEntry } = consentVisitor();

describe('an entry that the user does not have yet', () => {
  test.each([
    [
      'user:address',
      'addresses',
      { street: 'High', nr: '2', postalcode: '1', city: 'Lier', country: 'Belgium' },
    ],
    ['user:email', 'emailaddresses', { emailaddress: 'new@company.com' }],
    ['user:phone', 'phonenumbers', { phonenumber: '+32475999999' }],
    ['user:bankaccount', 'bankaccounts', { iban: 'BE71096123456769', bic: 'GKCCBEBB', country: 'Belgium' }],
    [
      'user:digitalwalletaddress:main:BTC',
      'digitalwallet',
      { address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', currencysymbol: 'BTC' },
    ],
    [
      'user:publickey',
      'publicKeys',
      { publickey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f' },
    ],
  ])('is added in between and then selected: %s', async (scope, kind, fields) => {
    const page = await openConsent(`${scope},user:name`);
    const form = await agent().follow(await choose(page, { do: `add|${kind} main` }));
    const back = await agent().submit(form, { label: 'fresh one', ...fields }, '/authorize/add/');
    expect(back.status).toBe(303);
    const again = await agent().follow(back);
    expect(again.text).toMatch(/<option value="fresh one" selected/);
    await allow(again);
    expect((await record())?.labels).toMatchObject([
      { kind, requestedLabel: 'main', realLabel: 'fresh one' },
    ]);
    expect((await record())?.flags).toEqual(new Set(['user:name']));
  });

  test('is offered as the first or as another one, and by its name', async () => {
    const page = await openConsent('user:address:home,user:email');
    expect(page.text).toContain('aria-label="Add one: Postal address, used as “home”">Add one<');
    expect(page.text).toContain('aria-label="Add another: Email address">Add another<');
  });

  test('can be confirmed from a folded list when there are many', async () => {
    for (const label of ['one', 'two', 'three', 'four'])
      await addEntry('/emailaddresses', { label, emailaddress: `${label}${number()}@company.com` });
    const { text } = await openConsent('user:validated:email');
    const [, folded = ''] =
      /<details[^>]*><summary>Not confirmed \(4\)<\/summary>(.*?)<\/details>/s.exec(text) ?? [];
    expect(folded).toContain('value="confirm|validatedemailaddresses|four"');
    expect((await openConsent('user:email')).text).not.toContain('<details');
  });

  test('is checked by the rules of the API, and what was typed stays', async () => {
    const page = await openConsent('user:address');
    const form = await agent().follow(await choose(page, { do: 'add|addresses main' }));
    const response = await agent().submit(form, { ...address('home'), city: '', nr: ' ' }, '/authorize/add/');
    expect(response.status).toBe(422);
    expect(response.text).toContain('Main street');
    expect(response.text).toContain('href="#city"');
    expect(response.text).toContain('href="#nr"');
    const short = await agent().submit(form, address('x'), '/authorize/add/');
    expect([short.status, short.text.includes('href="#label"')]).toEqual([422, true]);
    const rows = app().database.db.selectFrom('user_addresses').select('label');
    expect(await rows.where('username', '=', user().username).execute()).toEqual([]);
    await agent().submit(form, address('home'), '/authorize/add/');
    const twice = await agent().submit(form, address('home'), '/authorize/add/');
    expect(twice.text).toContain('You already have an entry with this label.');
  });

  test('keeps what was ticked and chosen before', async () => {
    const page = await openConsent('user:name,user:github,user:address');
    const { action, values } = keptBoxes(page, { 'give user:github': '' });
    const form = await agent().follow(
      await agent().postForm(action, { ...values, do: 'add|addresses main' }),
    );
    const back = await agent().follow(await agent().submit(form, address('home'), '/authorize/add/'));
    await allow(back);
    expect(await codes()).toMatchObject([{ scopes: ['user:name', 'user:address'] }]);
  });

  test('has no form of another kind, without a request, or for strangers', async () => {
    const page = await openConsent('user:address');
    const id = /request=([\w-]{28})/.exec(page.text)?.[1] ?? '';
    expect((await agent().get(`/authorize/add/avatar?request=${id}`)).status).toBe(404);
    expect((await agent().get('/authorize/add/address')).status).toBe(410);
    expect((await openUserAgent(app()).get(`/authorize/add/address?request=${id}`)).status).toBe(410);
  });

  test('a number to confirm gets an SMS', async () => {
    const page = await openConsent('user:validated:phone');
    const form = await agent().follow(await choose(page, { do: 'add|validatedphonenumbers main' }));
    const back = await agent().follow(
      await agent().submit(form, { label: 'second', phonenumber: '+32475888888' }, '/authorize/add/'),
    );
    const sent = await agent().follow(await choose(back, { do: 'confirm|validatedphonenumbers|second' }));
    expect(sent.text).toContain('We sent a message to +32475888888.');
    expect(app().senders.texts.at(-1)).toMatchObject({ to: '+32475888888' });
  });
});

describe('a number that is confirmed while the question waits', () => {
  const numbers = { label: 'second', phonenumber: '' };

  /** The page after a code was sent to another number of the user. */
  async function codeSent(): Promise<Response> {
    numbers.phonenumber = `+3247600${1000 + number()}`;
    await addEntry('/phonenumbers', numbers);
    const page = await openConsent('user:validated:phone,user:name');
    const { action, values } = keptBoxes(page, { 'give user:name': '' });
    const sent = { ...values, do: 'confirm|validatedphonenumbers|second' };
    return agent().follow(await agent().postForm(action, sent));
  }

  const codeOfText = () => /code (\d{6})/.exec(app().senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
  const ownerOf = async () => {
    const rows = app().database.db.selectFrom('validated_phone_numbers').select('username');
    return (await rows.where('phone_number', '=', numbers.phonenumber).executeTakeFirst())?.username;
  };

  test('accepts the code of the SMS on the page, and keeps what was ticked', async () => {
    const page = await codeSent();
    const back = await agent().follow(await choose(page, { smscode: codeOfText() }));
    expect(await ownerOf()).toBe(user().username);
    expect(back.text).not.toContain('name="smscode"');
    await allow(back, { 'entry validatedphonenumbers main': 'second' });
    const mapping = { kind: 'validatedphonenumbers', requestedLabel: 'main', realLabel: 'second' };
    expect((await record())?.labels).toMatchObject([mapping]);
    expect((await record())?.flags.size).toBe(0);
  });

  test('says so when the code is wrong, and then accepts the right one', async () => {
    const page = await codeSent();
    const wrong = String((Number(codeOfText()) + 1) % 1e6).padStart(6, '0');
    for (const smscode of [wrong, 'x']) {
      const response = await choose(page, { smscode });
      expect([response.status, await ownerOf()]).toEqual([422, undefined]);
      expect(response.text).toContain('Incorrect code');
    }
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(303);
    expect(await ownerOf()).toBe(user().username);
  });

  test('asks for the code when the field is empty, which is no attempt', async () => {
    const page = await codeSent();
    const attempts = () =>
      app()
        .database.db.selectFrom('pending_phone_validations')
        .select(['phone_number', 'wrong_codes'])
        .orderBy('phone_number')
        .execute();
    const before = await attempts();
    for (const smscode of ['', '  ']) {
      const response = await choose(page, { smscode });
      expect(response.status).toBe(422);
      expect(response.text).toMatch(/id="smscode-error">Enter the code\./);
    }
    expect(await attempts()).toEqual(before);
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(303);
  });

  test('is not confirmed after five wrong codes', async () => {
    const page = await codeSent();
    const wrong = String((Number(codeOfText()) + 1) % 1e6).padStart(6, '0');
    for (let entry = 0; entry < 5; entry += 1) await choose(page, { smscode: wrong });
    expect((await choose(page, { smscode: codeOfText() })).status).toBe(422);
    expect(await ownerOf()).toBeUndefined();
  });

  test('is not confirmed in the browser of someone else', async () => {
    const page = await codeSent();
    const thief = openUserAgent(app());
    await signInAs(app(), thief, (await newUser(app())).username);
    expect((await thief.submit(page, { smscode: codeOfText() }, '/authorize')).status).not.toBe(303);
    expect(await ownerOf()).toBeUndefined();
  });
});
