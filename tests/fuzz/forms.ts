import type { Response } from 'supertest';
import { csrfField } from '../../src/web/csrf.ts';
import { authorizeUrl, callback } from '../support/authorize.ts';
import { formsOf, openUserAgent, type PageForm } from '../support/user-agent.ts';
import { oddValues } from './parameters.ts';
import type { Random } from './random.ts';
import { pageAddress } from './site-requests.ts';
import type { World } from './world.ts';

/** A submitted form, and its response. */
export interface SentForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly response: Response;
}

/** Opens a page, submits one of its forms with random values and the CSRF token, and follows the redirect. */
export async function submitSomeForm(random: Random, world: World): Promise<SentForm | undefined> {
  const agent = random.percent(60) ? world.browser : openUserAgent(world.app);
  const scope = random.pick([
    'user:name,user:email',
    'openid,profile,user:phone:main:write',
    'user:memberof:x,user:see',
  ]);
  const start = random.percent(30)
    ? authorizeUrl({
        client_id: world.shop,
        redirect_uri: callback,
        scope,
        prompt: random.pick(['consent', 'login']),
      })
    : pageAddress(random, world);
  const page = await agent.follow(await agent.get(start));
  const forms = formsOf(page.text ?? '').filter(({ action }) => action.startsWith('/'));
  if (forms.length === 0) return undefined;
  const form = random.pick(forms);
  const fields = filled(random, world, form, page.text);
  const response = await agent.postForm(form.action, fields);
  if (random.percent(50)) await agent.follow(response);
  return { action: form.action, fields, response };
}

function filled(random: Random, world: World, { values }: PageForm, html: string): Record<string, string> {
  const names = [...html.matchAll(/<(?:input|button|select|textarea)[^>]* name="([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
  const fields: Record<string, string> = { ...values };
  for (const name of names)
    if (!(name in fields) || random.percent(15)) fields[name] = valueFor(random, world, name);
  const buttons = [...html.matchAll(/<button[^>]* name="do" value="([^"]*)"/g)].map(
    ([, value = '']) => value,
  );
  if (buttons.length > 0) fields.do = random.percent(90) ? random.pick(buttons) : random.pick(oddValues);
  const token = values[csrfField];
  if (token !== undefined) fields[csrfField] = random.percent(95) ? token : random.pick(oddValues);
  return fields;
}

function valueFor(random: Random, { owner, other }: World, name: string): string {
  if (random.percent(25)) return random.pick(oddValues);
  const usual: Readonly<Record<string, string>> = {
    login: owner.username,
    username: owner.username,
    password: owner.password,
    email: owner.email,
    phone: '+32470111222',
    firstname: 'Ada',
    lastname: 'Byron',
    label: 'fresh',
    currentpassword: owner.password,
    newpassword: 'a quiet river bends',
    smscode: '123456',
    totpcode: '123456',
    client: other.username,
  };
  return usual[name] ?? random.pick(['on', '1', 'main', 'x', 'nl', owner.username]);
}
