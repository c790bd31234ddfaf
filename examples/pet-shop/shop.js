import { randomUUID } from 'node:crypto';
import express from 'express';
import * as oidc from 'openid-client';
import { h } from 'preact';
import { render } from 'preact-render-to-string';

const scope = 'openid user:name user:validated:email:receipts';
const page = (...content) =>
  `<!doctype html>\n${render(h('html', { lang: 'en' }, h('body', null, ...content)))}`;

/**
 * A shop whose customers sign in with It's You Online: the minimum that an application needs.
 * @param {{ issuer: string, clientId: string, clientSecret: string, url: string }} settings `url` is that of the shop
 */
export function createShop({ issuer, clientId, clientSecret, url }) {
  const visits = new Map();
  const configuration = oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    // For trying it on this machine. In production the issuer has HTTPS; remove this line.
    execute: [oidc.allowInsecureRequests],
  });
  const visitOf = (request) => visits.get(/visit=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
  const shop = express();

  shop.get('/', (request, response) => {
    const customer = visitOf(request)?.customer;
    if (!customer)
      return response.send(page(h('h1', null, 'Pet shop'), h('a', { href: '/login' }, 'Sign in')));
    const { 'user:name': name, 'user:validated:email:receipts': email } = customer;
    const receipts = email ? `Receipts go to ${email}.` : 'You get no receipts.';
    response.send(page(h('h1', null, `Welcome, ${name ?? customer.sub}`), h('p', null, receipts)));
  });

  shop.get('/login', async (_request, response) => {
    const id = randomUUID();
    const verifier = oidc.randomPKCECodeVerifier();
    const visit = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
    visits.set(id, visit);
    const address = oidc.buildAuthorizationUrl(await configuration, {
      redirect_uri: `${url}/callback`,
      scope,
      state: visit.state,
      nonce: visit.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    response.cookie('visit', id, { httpOnly: true, sameSite: 'lax' }).redirect(address.href);
  });

  shop.get('/callback', async (request, response) => {
    const visit = visitOf(request);
    if (!visit) return response.redirect('/');
    try {
      const tokens = await oidc.authorizationCodeGrant(await configuration, new URL(request.url, url), {
        pkceCodeVerifier: visit.verifier,
        expectedState: visit.state,
        expectedNonce: visit.nonce,
      });
      visit.customer = tokens.claims();
      response.redirect('/');
    } catch (error) {
      response
        .status(403)
        .send(page(h('h1', null, 'Not signed in'), h('p', null, error.error ?? error.message)));
    }
  });

  return shop;
}
