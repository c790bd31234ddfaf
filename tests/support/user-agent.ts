import type { IncomingMessage, Server } from 'node:http';
import request, { type Response } from 'supertest';
import { readConfig } from '../../src/base/read-config.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { EndingDependencies } from '../../src/sessions/ending.ts';
import type { Session } from '../../src/sessions/session.ts';
import { createSessions, type NewSession } from '../../src/sessions/sessions.ts';
import { readCookies } from '../../src/web/cookies.ts';
import { type TestApp, testUrl } from './app.ts';

/** A browser without scripts: keeps cookies, follows no redirect by itself, fills in forms. */
export interface UserAgent {
  readonly cookies: Map<string, string>;
  /** Sent with every request. */
  readonly headers: Record<string, string>;
  get(path: string): Promise<Response>;
  /** Posts JSON as scripts and old clients do. */
  postJson(path: string, body: object): Promise<Response>;
  postForm(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends the form of a page: its hidden values, then the given ones. @param action how its address begins */
  submit(page: Response, fields?: Readonly<Record<string, string>>, action?: string): Promise<Response>;
  /** Goes where an answer leads, as long as that is on this site. */
  follow(answer: Response): Promise<Response>;
}

/** @param app an application, or the address where one listens */
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
    const answer = await (type === undefined ? call : call.type(type).send(body));
    for (const line of ([] as string[]).concat(answer.headers['set-cookie'] ?? [])) keep(cookies, line);
    return answer;
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
    async follow(answer) {
      let last = answer;
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

/** Opens the link of a message and presses the button of its page, if it has one. */
export async function pressLink(agent: UserAgent, link: string): Promise<Response> {
  const page = await agent.get(link);
  const [path = ''] = link.split('?');
  const hasButton = formsOf(page.text).some(({ action }) => action.startsWith(path));
  return hasButton ? agent.submit(page, {}, path) : page;
}

/** A new browser ends no session, so no client is notified. */
export const silentEnding: EndingDependencies = { messages: { queueLogouts: async () => undefined } };

/** Gives a browser a session that began just now, as if a user had signed in with two factors. */
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
  /** Hidden and prefilled values, ticked boxes. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Chooses another language below a page, with what was typed into the form that its button belongs to: as browsers do,
 * posts on where it is told to.
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

/** The form in every footer. */
function isPreferences({ action }: PageForm): boolean {
  return action === '/preferences';
}

/** The forms of a page that post. */
export function formsOf(html: string): PageForm[] {
  return allFormsOf(html).filter(({ method }) => method === 'post');
}

/** The forms of a page, those that search too. */
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

/** Of each list the chosen value, else its first. */
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

/** Of a tag. */
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
