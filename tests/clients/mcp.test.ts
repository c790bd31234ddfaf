import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  auth,
  DpopSession,
  type FetchLike,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import express from 'express';
import { newKey } from '../oauth/code-flow.ts';
import { type Listening, listen } from '../support/listening.ts';
import { organizationToken } from '../support/organizations.ts';
import { openShopSite, type ShopSite } from './shop.ts';

const callback = 'http://127.0.0.1/callback';
const scope = 'openid profile email offline_access';

let site: ShopSite;
let tools: Listening;
let resource: string;
let clientSecret: string;

beforeAll(async () => {
  site = await openShopSite();
  tools = await listen();
  resource = `${tools.url}/mcp`;
  tools.serve(newToolServer());
  clientSecret = (await newKey(site.app, 'shop', { callbackUrl: callback })).secret;
});
afterAll(async () => {
  await tools.close();
  await site.close();
});

/** A server of tools for language models; it names its authorization server (RFC 9728). */
function newToolServer() {
  return express().get('/.well-known/oauth-protected-resource/mcp', (_request, response) => {
    response.json({ resource, authorization_servers: [site.url] });
  });
}

/** The program that embeds such a client. */
interface Host extends OAuthClientProvider {
  tokens(): StoredOAuthTokens | undefined;
  clientInformation(): StoredOAuthClientInformation | undefined;
  /** Where it sent the browser. */
  sentTo(): URL | undefined;
}

function newHost(client?: StoredOAuthClientInformation, more: Partial<Host> = {}): Host {
  const kept = new Map<string, unknown>();
  const keep = (name: string) => (value: unknown) => void kept.set(name, value);
  const read = (name: string) => () => kept.get(name) as never;
  if (client) keep('client')({ issuer: site.url, ...client });
  return {
    redirectUrl: callback,
    clientMetadata: {
      client_name: 'Assistant',
      redirect_uris: [callback],
      token_endpoint_auth_method: 'none',
    },
    clientInformation: read('client'),
    saveClientInformation: keep('client'),
    tokens: read('tokens'),
    saveTokens: keep('tokens'),
    redirectToAuthorization: keep('address'),
    sentTo: read('address'),
    saveCodeVerifier: keep('verifier'),
    codeVerifier: read('verifier'),
    saveDiscoveryState: keep('discovery'),
    discoveryState: read('discovery'),
    ...more,
  };
}

/** Knows only the address of the tools. */
async function signIn(host: Host, fetchFn?: FetchLike): Promise<void> {
  const options = { serverUrl: resource, scope, ...(fetchFn && { fetchFn }) };
  expect(await auth(host, options)).toBe('REDIRECT');
  const { searchParams } = await site.visitor.goTo(host.sentTo() ?? '');
  const response = { authorizationCode: searchParams.get('code') ?? '', iss: searchParams.get('iss') ?? '' };
  expect(await auth(host, { ...options, ...response })).toBe('AUTHORIZED');
}

async function introspect(token = ''): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({ token, client_id: 'shop', client_secret: site.secret });
  return (await fetch(`${site.url}/v1/oauth/introspect`, { method: 'POST', body })).json();
}

describe('the client of the Model Context Protocol', () => {
  // promise: mcp
  test('finds the authorization server from the address of the tools, gets a token for them, and refreshes it', async () => {
    const host = newHost({ client_id: 'shop', client_secret: clientSecret });
    await signIn(host);
    expect(await introspect(host.tokens()?.access_token)).toMatchObject({
      username: 'alice',
      aud: [resource],
    });
    const before = host.tokens()?.access_token;
    expect(await auth(host, { serverUrl: resource })).toBe('AUTHORIZED');
    expect(host.tokens()?.access_token).not.toBe(before);
    expect(await introspect(host.tokens()?.access_token)).toMatchObject({ active: true, aud: [resource] });
  });

  // promise: mcp
  test('binds its tokens to a key by DPoP', async () => {
    const session = await DpopSession.create();
    const host = newHost({ client_id: 'shop', client_secret: clientSecret }, { dpop: () => session });
    await signIn(host);
    expect(host.tokens()?.token_type).toBe('DPoP');
    expect(await introspect(host.tokens()?.access_token)).toHaveProperty('cnf.jkt');
  });

  // promise: mcp
  test('registers itself with a token of the organization', async () => {
    const initial = await organizationToken(site.app, 'shop');
    const host = newHost();
    await signIn(host, (address, init) => {
      const headers = new Headers(init?.headers);
      if (String(address).endsWith('/register')) headers.set('Authorization', `Bearer ${initial}`);
      return fetch(address, { ...init, headers });
    });
    expect(host.clientInformation()).toMatchObject({ client_id: 'shop' });
    expect(await introspect(host.tokens()?.access_token)).toMatchObject({ username: 'alice' });
  });

  // promise: mcp
  test('cannot register itself without one, and gets a clear error', async () => {
    const host = newHost();
    await expect(auth(host, { serverUrl: resource, scope })).rejects.toThrow(
      'Registration needs a token of the organization',
    );
    expect([host.clientInformation(), host.sentTo()]).toEqual([undefined, undefined]);
  });
});
