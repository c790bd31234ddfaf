import { type Language, type Translate, translatorFor } from '../../../src/i18n/catalogue.ts';
import type { TestClient } from '../../oauth/clients.ts';
import { newKey } from '../../oauth/code-flow.ts';
import { answerDevice, startDevice } from '../../oauth/devices.ts';
import { authorizeUrl, callback } from '../../support/authorize.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Walk, Walker } from './walk.ts';

/** The pages of the token service in each language. */
export const protocolInEnglish = protocolIn('en');
export const protocolInDutch = protocolIn('nl');
export const protocolInRussian = protocolIn('ru');

function protocolIn(language: Language): Walk {
  return async (walker) => {
    const { site, page } = walker;
    const translate = translatorFor(language);
    const look = (name: string) => walker.look(language === 'en' ? name : `${language}-${name}`);
    const inLanguage = { ...walker, look };
    await page.context().addCookies([{ name: 'language', value: language, url: site.url }]);
    const client = await newTelevision(walker, `television-${language}`);
    await refusedRequest(inLanguage, client);
    await registrationByRequest(inLanguage, client);
    const { username } = await newAccount(site);
    await enterAs(site, page.context(), username);
    await devices(inLanguage, client, username, translate);
    await answerByForm(inLanguage, client, translate);
  };
}

async function newTelevision({ site: { app } }: Walker, globalid: string): Promise<TestClient> {
  await newOrganization(app.database.db, globalid);
  return newKey(app, globalid, { allowsDeviceGrant: true, callbackUrl: callback });
}

/** A request of a registered client with an unregistered redirect URI. */
async function refusedRequest({ goTo, look }: Walker, { id }: TestClient): Promise<void> {
  await goTo(authorizeUrl({ client_id: id, redirect_uri: 'https://elsewhere.example/' }));
  await look('authorize-refused-known');
}

async function registrationByRequest({ goTo, look }: Walker, { id }: TestClient): Promise<void> {
  await goTo(authorizeUrl({ client_id: id, prompt: 'create' }));
  await look('register-by-request');
}

async function devices(
  walker: Walker,
  client: TestClient,
  username: string,
  translate: Translate,
): Promise<void> {
  const { site, goTo, press, fill, look } = walker;
  const enterCode = async (code: string) => {
    await goTo('/device');
    await fill({ [translate('device.code')]: code });
    await press(translate('device.continue'));
  };
  const start = () => startDevice(site.app, client, { scope: 'user:name user:email offline_access' });
  await goTo('/device');
  await look('device');
  await enterCode('BCDF-GHJK');
  await look('device-wrong');
  await goTo(`/device?user_code=${(await start()).user_code}`);
  await look('device-filled-in');
  await press(translate('device.continue'));
  await look('device-question');
  await press(translate('consent.cancel'));
  await look('device-refused');
  await enterCode((await start()).user_code);
  await press(translate('consent.allow'));
  await look('device-allowed');
  const twice = await start();
  await enterCode(twice.user_code);
  await answerDevice(site.app, username, twice);
  await press(translate('consent.allow'));
  await look('device-decided');
  await enterCode((await start()).user_code);
  site.app.clock.advance(901);
  await press(translate('consent.allow'));
  await look('device-expired');
  for (let tries = 0; tries < 11; tries += 1) await enterCode('BCDF-GHJK');
  await look('device-throttled');
}

/** A response by form, without the script that submits it. */
async function answerByForm(walker: Walker, { id }: TestClient, translate: Translate): Promise<void> {
  const { page, goTo, press, look } = walker;
  await page.route('**/assets/form-post-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: '' }),
  );
  await goTo(authorizeUrl({ client_id: id, response_mode: 'form_post', prompt: 'consent' }));
  await press(translate('consent.cancel'));
  await page.getByRole('heading', { name: translate('formPost.title') }).waitFor();
  await look('form-post');
}
