import request, { type Response, type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';
import type { TestClient } from './clients.ts';
import { requestToken } from './code-flow.ts';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** The device authorization response (RFC 8628, section 3.2). */
export interface Started {
  readonly device_code: string;
  readonly user_code: string;
}

type DeviceClient = TestClient | { readonly id: string };

/** A request to the device authorization endpoint; empty values remove a parameter. */
export function requestDeviceCode(
  app: TestApp,
  client: DeviceClient,
  more: Readonly<Record<string, string>> = {},
): Test {
  const secret = 'secret' in client ? { client_secret: client.secret } : {};
  const form = { client_id: client.id, ...secret, scope: 'user:name', ...more };
  return request(app.web).post('/v1/oauth/device_authorization').type('form').send(form);
}

/** Starts the grant for a device. */
export async function startDevice(
  app: TestApp,
  client: DeviceClient,
  more: Readonly<Record<string, string>> = {},
): Promise<Started> {
  return (await requestDeviceCode(app, client, more).expect(200)).body;
}

/** A token request of the device, which polls for the user's decision. */
export function poll(
  app: TestApp,
  client: DeviceClient,
  { device_code }: Pick<Started, 'device_code'>,
  more: Readonly<Record<string, string>> = {},
): Test {
  return requestToken(app, client, { grant_type: deviceGrant, device_code, ...more });
}

/** Enters the code of a device in a browser in which the user is signed in. @returns the consent page */
export async function enterCode(agent: UserAgent, user_code: string): Promise<Response> {
  const page = await agent.get('/device');
  return agent.follow(await agent.submit(page, { user_code }, '/device'));
}

/** The user allows or refuses a device, in a browser of their own. @returns the last page */
export async function answerDevice(
  app: TestApp,
  username: string,
  { user_code }: Started,
  decision: 'allow' | 'cancel' = 'allow',
): Promise<Response> {
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  const question = await enterCode(agent, user_code);
  return agent.follow(await agent.submit(question, { do: decision }, '/authorize?request='));
}
