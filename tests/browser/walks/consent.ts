import sharp from 'sharp';
import { insertOrUpdateDescription } from '../../../src/organizations/descriptions/queries.ts';
import { insertOrUpdateLogo } from '../../../src/organizations/logo/queries.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { authorizeUrl, newClient } from '../../support/authorize.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newAccount } from '../people.ts';
import type { Site } from '../site.ts';
import { enterPassword, signInByText } from './signing-in.ts';
import type { Walk } from './walk.ts';

const scope = [
  'user:name',
  'user:avatar',
  'user:email:newsletter',
  'user:validated:email:receipts',
  'user:validated:phone:delivery',
  'user:phone:courier:write',
  'user:address:delivery',
  'user:bankaccount:refunds',
  'user:digitalwalletaddress:payments:BTC',
  'user:github',
  'user:publickey:signing',
  'user:memberof:garden-club',
  'user:organizations:garden-club',
  'user:ownerof:email:person@another-company.example',
  'user:keystore',
  'user:see',
].join(' ');

/** A consent page with every kind of row, and the logo of the organization. */
export const consent: Walk = async (walker) => {
  const { site, page, goTo, press, look } = walker;
  const client = 'flower-shop';
  await newShop(site, client);
  await newOrganization(site.app.database.db, 'garden-club');
  const { username, email, password } = await newAccount(site);
  await invite(site.app, { globalid: 'garden-club', role: 'member', username });
  await linkGithub(site, username);
  await goTo(authorizeUrl({ client_id: client, scope }));
  await look('login-branded');
  await press('Create an account');
  await look('register-1-branded');
  await page.goBack();
  await enterPassword(walker, email, password, true);
  await look('second-factor-text-branded');
  await signInByText(walker);
  await look('consent');
  await press('Allow');
  await look('consent-refused');
  const address = page.getByRole('listitem').filter({ hasText: 'Postal address, used as' });
  await address.getByRole('button', { name: 'Add one' }).click();
  await look('consent-add-address');
  await press('Save');
  await look('consent-add-address-errors');
  await press('Go back without saving');
  await page.getByRole('button', { name: 'Confirm person@another-company.example' }).click();
  await look('consent-message-sent');
  site.app.clock.advance(3600);
  await page.reload();
  await look('consent-too-late');
};

/** A bitmap, since servers in this process reject drawings. */
function drawLogo(): Promise<Buffer> {
  const area = (width: number, height: number, background: string) => ({
    create: { width, height, background, channels: 3 as const },
  });
  return sharp(area(500, 240, '#0b6e4f'))
    .composite([
      { input: area(140, 140, '#f3b61f'), left: 50, top: 50 },
      { input: area(220, 60, '#ffffff'), left: 230, top: 90 },
    ])
    .png()
    .toBuffer();
}

async function newShop({ app }: Site, client: string): Promise<void> {
  await newClient(app, client);
  const logo = await drawLogo();
  const text = 'Flowers and plants from growers nearby, brought to your door within a day.';
  const { db } = app.database;
  const now = app.clock.now();
  await insertOrUpdateLogo(db, client, `data:image/png;base64,${logo.toString('base64')}`, now);
  await insertOrUpdateDescription(db, client, 'en', text, now);
}

async function linkGithub({ app: { database, clock } }: Site, username: string): Promise<void> {
  const now = clock.now();
  const account = { github_id: '1', login: 'adabyron', name: 'Ada Byron', avatar_url: '', html_url: '' };
  const content = await sharp({ create: { width: 96, height: 96, channels: 3, background: '#5a8' } })
    .png()
    .toBuffer();
  const picture = { provider: 'github', image_id: 'adas-face', media_type: 'image/png', content } as const;
  const { db } = database;
  await db
    .insertInto('user_github_accounts')
    .values({ username, ...account, linked_at: now })
    .execute();
  await db
    .insertInto('linked_account_pictures')
    .values({ username, ...picture, created_at: now })
    .execute();
}
