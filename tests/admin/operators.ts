import { systemActor } from '../../src/base/actor.ts';
import { addOperator } from '../../src/operators/acts.ts';
import type { NewSession } from '../../src/sessions/sessions.ts';
import type { TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

export interface SignedInOperator {
  readonly username: string;
  readonly agent: UserAgent;
}

/** An operator who has just signed in. */
export async function newOperator(
  app: TestApp,
  session: Partial<NewSession> = {},
): Promise<SignedInOperator> {
  const { username } = await newUser(app);
  await addOperator(app.database, systemActor(app.clock.now()), username);
  const agent = openUserAgent(app);
  await signInAs(app, agent, username, session);
  return { username, agent };
}
