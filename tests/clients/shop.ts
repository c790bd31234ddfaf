import { type ClientToMake, newClient } from '../support/authorize.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { type ListeningApp, openListeningApp } from '../support/listening.ts';
import { setUpTotp } from '../users/factors.ts';
import { newVisitor, type Visitor } from './person.ts';
import { underTest } from './profile.ts';

export const shopCallback = 'http://127.0.0.1:666/callback';

/** A listening server with a client, `shop`, and two users. */
export interface ShopSite extends ListeningApp {
  readonly secret: string;
  readonly alice: TestUser;
  /** A browser of Alice, who signs in once, with an authenticator application. */
  readonly visitor: Visitor;
  /** A new browser of Bob, who signs in by SMS. */
  openBob(): Visitor;
}

export async function openShopSite(client: ClientToMake = {}): Promise<ShopSite> {
  const site = await openListeningApp({ IYO_PROFILE: underTest.profile, ...underTest.departures });
  const { app } = site;
  const secret = await newClient(app, 'shop', { callbackUrl: shopCallback, ...client });
  const name = { firstName: 'Alice', lastName: 'Liddell' };
  const alice = await newUser(app, { username: 'alice', ...name, email: 'alice@wonderland.example' });
  const totpSecret = await setUpTotp(app, alice);
  const bob = await newUser(app, { username: 'bob', phone: '+3212345678' });
  return {
    ...site,
    secret,
    alice,
    visitor: newVisitor(site, { ...alice, totpSecret }),
    openBob: () => newVisitor(site, bob),
  };
}
