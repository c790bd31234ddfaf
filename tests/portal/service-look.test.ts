import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { contrastOf, readableOn } from '../../src/base/colours.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { newNumber } from '../users/factors.ts';
import { afterPassword } from './sign-in/signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  const logo = join(tmpdir(), `logo-${process.pid}.svg`);
  await writeFile(logo, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');
  const look = { IYO_SERVICE_NAME: 'Ocean & Co', IYO_SERVICE_COLOUR: '#FFCC00', IYO_SERVICE_LOGO: logo };
  app = await openTestApp(look);
});
afterAll(() => app.close());

describe('a service with a name, a logo and a colour of its own', () => {
  test('shows them on its pages', async () => {
    const { text } = await openUserAgent(app).get('/login');
    expect(text).toContain('- Ocean &amp; Co</title>');
    expect(text).toContain('<span>Ocean &amp; Co</span>');
    expect(text).not.toContain("It's You Online");
    const logo = /<img src="(\/assets\/logo-[^"]+\.svg)"/.exec(text)?.[1] ?? '';
    expect((await request(app.web).get(logo).expect(200)).headers['content-type']).toBe('image/svg+xml');
    const style = /href="(\/assets\/look-[^"]+\.css)"/.exec(text)?.[1] ?? '';
    const { text: sheet } = await request(app.web).get(style).expect(200);
    expect(sheet).toMatch(/^:root\{--accent:#[0-9a-f]{6};/);
  });

  test('names itself in mails and SMS', async () => {
    const user = await newUser(app, { phone: newNumber(), email: 'look@company.com' });
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', {});
    expect(app.senders.texts.at(-1)?.text).toMatch(/^Ocean & Co code \d{6}/);
    const forgot = openUserAgent(app);
    await forgot.submit(await forgot.get('/login/forgotpassword'), { login: user.username }, '/login/forgot');
    const mail = app.senders.mails.at(-1);
    expect(mail?.text).toContain('Ocean & Co');
    const button = /background: (#[0-9a-f]{6})/.exec(mail?.html ?? '')?.[1] ?? '';
    expect(contrastOf(button, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });
});

test.each(['#ffcc00', '#000000', '#ffffff', '#1f5fbf', '#ff0000', '#7f7f7f'])(
  'the colour %s becomes readable on light and on dark grounds',
  (colour) => {
    expect(contrastOf(readableOn('#e8effb', colour, 'black'), '#e8effb')).toBeGreaterThanOrEqual(4.5);
    const onDark = readableOn('#1c2a44', colour, 'white');
    expect(contrastOf(onDark, '#1c2a44')).toBeGreaterThanOrEqual(4.5);
    expect(contrastOf(onDark, '#0b1a33')).toBeGreaterThanOrEqual(4.5);
  },
);

test.each([
  { IYO_SERVICE_COLOUR: 'blue' },
  { IYO_SERVICE_NAME: 'a<b' },
  { IYO_SERVICE_NAME: 'n'.repeat(41) },
  { IYO_SERVICE_LOGO: 'logo.gif' },
])('refuses %j', (variables) => {
  expect(() => readConfig(variables)).toThrow(Object.keys(variables)[0]);
});
