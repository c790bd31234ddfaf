import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newPerson, type Person } from './steps.ts';

/** Opens an application; each test has a new person, a new browser and no message yet. */
export function jsonCaller() {
  let app: TestApp;
  let person: Person;
  let agent: UserAgent;

  beforeAll(async () => {
    app = await openTestApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.database.db.deleteFrom('rate_limits').execute();
    app.senders.mails.length = 0;
    app.senders.texts.length = 0;
    person = newPerson();
    agent = openUserAgent(app);
  });

  const finish = (from: UserAgent, body: object = {}, query = '') => from.postJson(`/register${query}`, body);
  const smsConfirmation = (smscode: string) => agent.postJson('/register/smsconfirmation', { smscode });
  const isConfirmed = async (what: 'sms' | 'email') => (await agent.get(`/register/${what}confirmed`)).body;

  return {
    app: () => app,
    person: () => person,
    agent: () => agent,
    finish,
    smsConfirmation,
    isConfirmed,
  };
}
