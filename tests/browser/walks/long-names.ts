import { authorizeUrl } from '../../support/authorize.ts';
import { newApiKey, newOrganization } from '../../support/organizations.ts';
import { newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Walk } from './walk.ts';

/** As long as an id may be, and with nothing where a line may break. */
const globalid = 'n'.repeat(150);

/** Pages that show names without a place to break a line. */
export const longNames: Walk = async ({ site, page, goTo, look }) => {
  const { db } = site.app.database;
  const { username } = await newAccount(site, { firstName: 'f'.repeat(60), lastName: 'l'.repeat(60) });
  await newOrganization(db, globalid, { owner: username });
  const callbackUrl = `https://shop.example/${'c'.repeat(200)}`;
  await newApiKey(db, { globalid, label: 'l'.repeat(50), callbackUrl });
  await enterAs(site, page.context(), username);
  await goTo(authorizeUrl({ client_id: globalid, redirect_uri: callbackUrl, scope: 'user:name' }));
  await look('long-names-consent');
  const path = `/organizations/${globalid}`;
  for (const name of ['people', 'structure', 'clients', 'settings', 'see']) {
    await goTo(`${path}/${name}`);
    await look(`long-names-${name}`);
  }
  const keys = db.selectFrom('organization_api_keys').where('globalid', '=', globalid);
  const { key_id: keyId } = await keys.select('key_id').executeTakeFirstOrThrow();
  for (const name of ['', '/callback', '/try']) {
    await goTo(`${path}/clients/${keyId}${name}`);
    await look(`long-names-client${name.replace('/', '-')}`);
  }
};
