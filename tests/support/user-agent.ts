import type { IncomingMessage, Server } from 'node:http';
import request, { type Response } from 'supertest';
import { readConfig } from '../../src/base/read-config.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { EndingDependencies } from '../../src/sessions/ending.ts';
import type { Session } from '../../src/sessions/session.ts';
import { createSessions, type NewSession } from '../../src/sessions/sessions.ts';
import { readCookies } from '../../src/web/cookies.ts';
import { type TestApp, testUrl } from './app.ts';

/** A browser without scripts: keeps cookies, fills in forms, follows redirects only on request. */
export interface UserAgent {
  readonly cookies: Map<string, string>;
  /** Sent with every request. */
  readonly headers: Record<string, string>;
  get(path: string): Promise<Response>;
  /** Posts JSON, like scripts and old clients. */
  postJson(path: string, body: object): Promise<Response>;
  postForm(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  /** Submits the form of a page: its hidden values, then the given ones. @param action the beginning of its address */
  submit(page: Response, fields?: Readonly<Record<string, string>>, action?: string): Promise<Response>;
  /** Follows redirects as long as they stay on this site. */
  follow(response: Response): Promise<Response>;
}

/** @param app an application, or the address of a server */
export function openUserAgent(
  app: { readonly web: Server | string },
  headers: Record<string, string> = {},
): UserAgent {
  const cookies = new Map<string, string>();

  async function send(method: 'get' | 'post', path: string, type?: string, body?: object) {
    const call = request(app.web)
      [method](path)
      .set({ Accept: 'text/html', 'User-Agent': 'Test/1.0', ...agent.headers });
    if (cookies.size > 0)
      call.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await (type === undefined ? call : call.type(type).send(body));
    for (const line of ([] as string[]).concat(response.headers['set-cookie'] ?? [])) keep(cookies, line);
    return response;
  }

  const agent: UserAgent = {
    cookies,
    headers,
    get: (path) => send('get', path),
    postJson: (path, body) => send('post', path, 'json', body),
    postForm: (path, fields) => send('post', path, 'form', fields),
    submit(page, fields = {}, action = '') {
      const form = formsOf(page.text).find((each) => each.action.startsWith(action) && !isPreferences(each));
      if (!form) throw new Error(`no form to ${action} in:\n${page.text}`);
      return send('post', form.action, 'form', { ...form.values, ...fields });
    },
    async follow(response) {
      let last = response;
      for (let hops = 0; hops < 10; hops += 1) {
        const location = last.headers.location as string | undefined;
        if (location === undefined || !location.startsWith('/')) return last;
        last = await send('get', location);
      }
      throw new Error('too many redirects');
    },
  };
  return agent;
}

/** Opens the link of a message, and presses the button of its page if there is one. */
export async function pressLink(agent: UserAgent, link: string): Promise<Response> {
  const page = await agent.get(link);
  const [path = ''] = link.split('?');
  const hasButton = formsOf(page.text).some(({ action }) => action.startsWith(path));
  return hasButton ? agent.submit(page, {}, path) : page;
}

/** No client has to be notified, since a new browser has no session. */
export const silentEnding: EndingDependencies = { messages: { queueLogouts: async () => undefined } };

/** Gives a browser a new session, as if the user had signed in with two factors. */
export async function signInAs(
  { database: { db }, clock }: TestApp,
  agent: UserAgent,
  username: string,
  session: Partial<NewSession> = {},
): Promise<Session> {
  const cookies = readCookies({ headers: {} } as IncomingMessage, testUrl);
  const sessions = createSessions(db, readConfig({ NODE_ENV: 'test' }).sessions, silentEnding);
  const now = clock.now();
  const proof = { amr: ['pwd', 'otp'], authenticatedAt: now };
  const given = { purpose: 'interactive', username, ...proof, ...session } as const;
  const started = await inTransaction(db, (trx) => sessions.start(trx, cookies, given, now));
  for (const line of cookies.changes()) keep(agent.cookies, line);
  return started;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  if (value === '' || /;\s*max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

export interface PageForm {
  readonly id: string | undefined;
  readonly action: string;
  /** Hidden and prefilled values, and ticked boxes. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Chooses another language on a page, keeping what was entered in the form that its button belongs to. Follows the
 * redirect with a post, like browsers.
 */
export async function switchLanguage(
  agent: UserAgent,
  page: Response,
  language: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const buttons = [...page.text.matchAll(/<button([^>]*\sform="[^>]*)>/g)].map(([, tag = '']) =>
    attributesOf(tag),
  );
  const button = buttons.find(({ formaction = '' }) => formaction.includes(`?language=${language}&`));
  const form = allFormsOf(page.text).find(({ id }) => button && id === button.form);
  if (!button || !form)
    throw new Error(`no form to which the choice of a language belongs in:\n${page.text}`);
  const { formaction: action = '', name = '', value = '' } = button;
  const fields = { ...form.values, ...typed, [name]: value };
  const sent = await agent.postForm(action, fields);
  if (sent.status !== 307) return sent;
  return agent.postForm(sent.headers.location ?? '', fields);
}

/** Whether it is the form in the footer. */
function isPreferences({ action }: PageForm): boolean {
  return action === '/preferences';
}

/** The forms of a page with method POST. */
export function formsOf(html: string): PageForm[] {
  return allFormsOf(html).filter(({ method }) => method === 'post');
}

/** The forms of a page, including search forms. */
export function allFormsOf(
  html: string,
): (PageForm & { readonly method: string; readonly content: string })[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', content = '']) => {
    const { id, action = '', method = 'get' } = attributesOf(tag);
    return { id, action, method, content, values: valuesOf(content) };
  });
}

function valuesOf(content: string): Record<string, string> {
  const inputs = [...content.matchAll(/<input([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
  const sent = inputs.filter(
    ({ name, type, checked }) =>
      name !== undefined && ((type !== 'checkbox' && type !== 'radio') || checked !== undefined),
  );
  return {
    ...chosenOf(content),
    ...Object.fromEntries(
      sent.map(({ name = '', type, value }) => [name, value ?? (type === 'checkbox' ? 'on' : '')]),
    ),
  };
}

/** The chosen or first option of each list. */
function chosenOf(content: string): Record<string, string> {
  const lists = [...content.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)];
  return Object.fromEntries(
    lists.map(([, tag = '', inner = '']) => {
      const options = [...inner.matchAll(/<option([^>]*)>/g)].map(([, option = '']) => attributesOf(option));
      const chosen = options.find(({ selected }) => selected !== undefined) ?? options[0];
      return [attributesOf(tag).name ?? '', chosen?.value ?? ''];
    }),
  );
}

/** The attributes of a tag. */
export function attributesOf(tag: string): Record<string, string | undefined> {
  const attributes = tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...attributes].map(([, name = '', value = '']) => [name, decode(value)]));
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
