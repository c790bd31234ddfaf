import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { routes } from '../../generated/routes.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const get = (path: string) => request(app.web).get(path);

describe('the documentation', () => {
  test('describes every operation under its own anchor, without scripts', async () => {
    const { text } = await get('/apidocumentation').expect(200);
    const missing = routes.filter(({ operation }) => !text.includes(`<article id="${operation}"`));
    expect(missing.map(({ operation }) => operation)).toEqual([]);
    const [, documentation = ''] = text.split('class="documentation"');
    expect(documentation).toContain('<article');
    expect(documentation).not.toContain('<script');
  });

  test('leads nowhere that does not exist in it', async () => {
    const { text } = await get('/apidocumentation');
    const anchors = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(routes.length);
    expect(links.filter((id) => !anchors.has(id))).toEqual([]);
  });

  test('has no two things under one anchor', async () => {
    const { text } = await get('/apidocumentation');
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  });
});

describe('the downloads', () => {
  test('are the contract as it is, under the name of old and the names of today', async () => {
    for (const name of ['itsyouonline.raml', 'api.raml']) {
      const { text } = await get(`/apidocumentation/raml/${name}`).expect(200);
      expect(text).toBe(readFileSync('api.raml', 'utf8'));
    }
    await get('/apidocumentation/raml/contract/users.raml').expect(200);
  });

  test.each(['../package.json', '%2e%2e/package.json', 'contract/../../package.json', 'constructor', ''])(
    'hold nothing else: %j',
    async (name) => {
      await get(`/apidocumentation/raml/${name}`).expect(404);
    },
  );

  test('are the OpenAPI document with the addresses of this server', async () => {
    const { body, text, headers } = await get('/apidocumentation/openapi.json').expect(200);
    expect(body.servers).toEqual([{ url: `${testUrl}/api` }]);
    expect(text).toContain(`${testUrl}/v1/oauth/access_token`);
    expect(text).not.toContain('"https://itsyou.online/');
    await get('/apidocumentation/openapi.json')
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
  });
});

describe('the console', () => {
  test('comes from this server alone', async () => {
    const { text } = await get('/apidocumentation/console').expect(200);
    expect(text).toContain('<noscript>');
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    await get('/apidocumentation/console/swagger-ui.css').expect(200);
    await get('/apidocumentation/console/swagger-ui-bundle.js').expect(200);
    await get('/apidocumentation/console/package.json').expect(404);
  });
});
