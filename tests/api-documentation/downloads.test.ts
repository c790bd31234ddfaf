import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const get = (path: string) => request(app.web).get(path);

describe('the downloads', () => {
  test('are the contract as it is, under its old and current names', async () => {
    for (const name of ['itsyouonline.raml', 'api.raml']) {
      const { text } = await get(`/apidocumentation/raml/${name}`).expect(200);
      expect(text).toBe(readFileSync('api.raml', 'utf8'));
    }
    await get('/apidocumentation/raml/contract/users.raml').expect(200);
  });

  test.each(['../package.json', '%2e%2e/package.json', 'contract/../../package.json', 'constructor', ''])(
    'offer nothing else: %j',
    async (name) => {
      await get(`/apidocumentation/raml/${name}`).expect(404);
    },
  );

  test('are the OpenAPI document with the addresses of this server, compressed', async () => {
    const { body, text, headers } = await get('/apidocumentation/openapi.json').expect(200);
    expect(headers['content-encoding']).toBe('gzip');
    expect(body.servers).toEqual([{ url: `${testUrl}/api` }]);
    expect(text).toContain(`${testUrl}/v1/oauth/access_token`);
    expect(text).not.toContain('"https://itsyou.online/');
    await get('/apidocumentation/openapi.json')
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
  });
});

describe('the console', () => {
  const path = '/apidocumentation/console';

  test('comes from this server alone, and is loaded nowhere else', async () => {
    const { text } = await get(path).expect(200);
    expect(text).toContain('<noscript>');
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    await get(`${path}/swagger-ui.css`).expect(200);
    const { headers } = await get(`${path}/swagger-ui-bundle.js`).expect(200);
    expect(headers['content-encoding']).toBe('gzip');
    await get(`${path}/package.json`).expect(404);
    for (const other of ['', '/users', '/errors'])
      expect((await get(`/apidocumentation${other}`)).text).not.toMatch(/swagger|api-console/);
  });

  test('can only read unless changes are chosen', async () => {
    expect((await get(path)).text).toContain('data-methods="get head"');
    expect((await get(`${path}?changes=allow`)).text).toContain(
      'data-methods="get head put post delete patch"',
    );
    expect((await get(`${path}?changes=yes`)).text).toContain('data-methods="get head"');
  });

  test('names the account that sends requests, and shows no token', async () => {
    expect((await get(path)).text).toContain('You are not signed in.');
    const { username } = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, username);
    const { text, headers } = await agent.get(path);
    expect(text).toContain(`Requests are sent as ${username}`);
    expect(headers['cache-control']).toBe('no-store');
    for (const secret of agent.cookies.values()) expect(text).not.toContain(`>${secret}<`);
  });
});
