import type { Response } from 'supertest';
import type { TestUser } from '../support/factories.ts';
import type { ListeningApp } from '../support/listening.ts';
import { formsOf, openUserAgent, type PageForm, type UserAgent } from '../support/user-agent.ts';
import { codeOf } from '../users/factors.ts';

/** A user who signs in with an authenticator application (by its secret) or by SMS. */
export type Person = Pick<TestUser, 'username' | 'password'> & { readonly totpSecret?: string };

/** What the person does on the consent page. */
export type Decision = 'allow' | 'cancel';

/** A user with a browser, sent here by applications. */
export interface Visitor {
  readonly agent: UserAgent;
  /**
   * Opens the address to which an application sent the browser, signs in and decides on the consent page if asked.
   * @returns where the browser is redirected in the end, outside of this server
   */
  goTo(address: string | URL, decision?: Decision): Promise<URL>;
  /** `goTo` with a response by form. @returns the request that the application receives */
  goToForm(address: string | URL): Promise<Request>;
}

export function newVisitor(site: ListeningApp, person: Person): Visitor {
  const agent = openUserAgent({ web: site.url });

  async function lastResponse(address: string | URL, decision: Decision): Promise<Response> {
    const { origin, pathname, search } = new URL(address);
    if (origin !== site.url) throw new Error(`an application leads to ${origin}`);
    let response = await agent.follow(await agent.get(`${pathname}${search}`));
    for (let pages = 0; pages < 6; pages += 1) {
      if (response.headers.location || formToClient(response)) return response;
      response = await agent.follow(await answerPage(site, agent, person, response, decision));
    }
    throw new Error(`the pages lead nowhere: ${titleOf(response)}`);
  }

  return {
    agent,
    async goTo(address, decision = 'allow') {
      return new URL((await lastResponse(address, decision)).headers.location ?? '');
    },
    async goToForm(address) {
      const form = formToClient(await lastResponse(address, 'allow'));
      if (!form) throw new Error('the answer does not come by form');
      return new Request(form.action, { method: 'POST', body: new URLSearchParams(form.values) });
    },
  };
}

/** The form of a page that posts to another site. */
function formToClient({ text }: Response): PageForm | undefined {
  return formsOf(text).find(({ action }) => /^https?:/.test(action));
}

/** Fills in a page as a user would. Setting up the authenticator application has used the current code. */
function answerPage(
  { app }: ListeningApp,
  agent: UserAgent,
  { username, password, totpSecret }: Person,
  page: Response,
  decision: Decision,
): Promise<Response> {
  if (page.status !== 200) throw new Error(`a page with status ${page.status}: ${titleOf(page)}`);
  const has = (action: string) => page.text.includes(`action="${action}`);
  if (has('/login/totpconfirmation'))
    return agent.submit(page, { totpcode: codeOf(app, totpSecret ?? '', 1) }, '/login/totpconfirmation');
  if (has('/login/smsconfirmation'))
    return agent.submit(
      page,
      { smscode: lastCode(app.senders.texts.at(-1)?.text) },
      '/login/smsconfirmation',
    );
  if (has('/authorize?request=')) return agent.submit(page, { do: decision }, '/authorize?request=');
  if (has('/login')) return agent.submit(page, { login: username, password }, '/login');
  throw new Error(`no form that a person knows: ${titleOf(page)}`);
}

function lastCode(text = ''): string {
  return /code (\d{6})/.exec(text)?.[1] ?? '';
}

function titleOf({ text }: Response): string {
  return /<title>(.*?)<\/title>/.exec(text)?.[1] ?? text;
}
