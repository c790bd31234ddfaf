import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';

let app: TestApp;
let ann: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('organization_api_keys').execute();
});

const keys = '/api/organizations/shop/apikeys';

function create(key: object) {
  return request(app.web).post(keys).set('Authorization', `token ${ann.token}`).send(key);
}

function update(label: string, key: object) {
  return request(app.web).put(`${keys}/${label}`).set('Authorization', `token ${ann.token}`).send(key);
}

function read(label: string) {
  return request(app.web).get(`${keys}/${label}`).set('Authorization', `token ${ann.token}`);
}

describe('a callback URL', () => {
  // promise: redirect-http
  test.each([
    '',
    'https://shop.com',
    'https://shop.com/callback?tenant=1',
    'http://127.0.0.1:3000/callback',
    'http://[::1]:3000/callback',
    'http://localhost/callback',
    'https://shop.com/a..b/.well-known/@me',
    'https://shop.com/callback?next=/../x@y',
    'com.shop.app:/callback',
    'com.shop.app://callback',
    `https://shop.com/${'x'.repeat(233)}`,
  ])('may be %p', async (callbackURL) => {
    const response = await create({ label: 'main', callbackURL }).expect(201);
    expect(response.body.callbackURL).toBe(callbackURL);
    expect((await read('main')).body.callbackURL).toBe(callbackURL);
  });

  // promise: redirect-scheme
  test.each([
    'shop.com/callback',
    '/callback',
    '//shop.com/callback',
    'https:',
    'https://',
    'https:shop.com',
    'https:/shop.com',
    'https:///shop.com',
    'http://:80/',
    'https://shop.com/callback#fragment',
    'https://shop.com/callback#',
    'https://ann@shop.com/',
    'https://ann:secret@shop.com/',
    'https://@shop.com/',
    'https://shop.com\\@evil.com/',
    'https://shop.com/a/../b',
    'https://shop.com/a/./b',
    'https://shop.com/..',
    'https://shop.com/%2e%2E/b',
    'https://shop.com/a/.%2e',
    'https://shop.com/my callback',
    ' https://shop.com/',
    'https://shop.com/\t',
    'https://shop.com/\u0007',
    'https://shop.com:99999/',
    'javascript:alert(1)',
    'JavaScript://shop.com/%0aalert(1)',
    'data:text/html,hello',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://shop.com/1',
    'about:blank',
  ])('may not be %p', async (callbackURL) => {
    const response = await create({ label: 'main', callbackURL });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect((await read('main')).status).toBe(404);
  });

  test('is also checked when a key is changed', async () => {
    await create({ label: 'main', callbackURL: 'https://shop.com/' }).expect(201);
    const response = await update('main', { label: 'main', callbackURL: 'javascript:alert(1)' });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect((await read('main')).body.callbackURL).toBe('https://shop.com/');
  });
});
