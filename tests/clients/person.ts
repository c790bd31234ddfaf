import type { Response } from 'supertest';
import type { TestUser } from '../support/factories.ts';
import type { ListeningApp } from '../support/listening.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { codeOf } from '../users/factors.ts';

/** How somebody proves who they are: an authenticator application by its secret, or text messages. */
export type Person = Pick<TestUser, 'username' | 'password'> & { readonly totpSecret?: string };

/** What the person answers on the page that asks what to share. */
export type Decision = 'allow' | 'cancel';

/** Somebody with a browser, whom applications send to this server. */
export interface Visitor {
  readonly agent: UserAgent;
  /**
   * Opens the address to which an application sent the browser, signs in and decides where asked to.
   * @returns where the browser is sent in the end, outside of this server
   */
  goTo(address: string | URL, decision?: Decision): Promise<URL>;
}

export function newVisitor(site: ListeningApp, person: Person): Visitor {
  const agent = openUserAgent({ web: site.url });
  return {
    agent,
    async goTo(address, decision = 'allow') {
      const { origin, pathname, search } = new URL(address);
      if (origin !== site.url) throw new Error(`an application leads to ${origin}`);
      let answer = await agent.follow(await agent.get(`${pathname}${search}`));
      for (let pages = 0; pages < 6; pages += 1) {
        if (answer.headers.location) return new URL(answer.headers.location);
        answer = await agent.follow(await answerPage(site, agent, person, answer, decision));
      }
      throw new Error(`the pages lead nowhere: ${titleOf(answer)}`);
    },
  };
}

/** Does on a page what a person would. The application was set up just now, which spent the code of this moment. */
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
