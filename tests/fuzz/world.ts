import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { signedInAgent } from '../support/signed-in.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

/** A listening application and the headers of each kind of caller. */
export interface World {
  readonly url: string;
  readonly callers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the log says of the last failure. */
  lastFailure(): string;
  close(): Promise<void>;
}

/** Ann owns the shop; the shop acts for itself and, by consent, for Ann. */
export async function openWorld(): Promise<World> {
  const app = await openTestApp();
  const { db } = app.database;
  const ann = await newUser(app, { username: 'ann', email: 'ann@example.com', phone: '+32470000001' });
  await newUser(app, { username: 'bob' });
  await newOrganization(db, 'shop', { owner: 'ann' });
  await newOrganization(db, 'bank', { owner: 'ann' });
  const scopes = ['user:name', 'user:see', 'user:keystore'];
  const consented = await newThirdPartyToken(app, { username: 'ann', client: 'shop', scopes });
  const { cookies } = await signedInAgent(app, 'ann');
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const server = createServer(app.web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    callers: {
      anonymous: {},
      session: { cookie, origin: testUrl, 'sec-fetch-site': 'same-origin' },
      userApiKey: bearing(ann.token),
      consent: bearing(consented),
      organization: bearing(await organizationToken(app, 'shop')),
    },
    lastFailure: () => app.logLines.findLast((line) => line.includes('"stack"'))?.slice(0, 900) ?? '',
    async close() {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      await app.close();
    },
  };
}
