import { setTimeout as sleep } from 'node:timers/promises';
import request, { type Response } from 'supertest';
import type { UserAgent } from '../support/user-agent.ts';
import { callback, type Grant, grant, Memory, redeem } from './memory.ts';
import { Outcomes } from './outcomes.ts';
import { browserOf, type Person } from './people.ts';

/** Clients that write continuously and remember what was acknowledged. */
export interface Load {
  readonly outcomes: Outcomes;
  readonly memory: Memory;
  /** Waits until each client has finished its current request. */
  stop(): Promise<void>;
}

/** Starts one client for each person. @param address where the servers listen */
export function startLoad(address: string, people: readonly Person[]): Load {
  const [outcomes, memory] = [new Outcomes(), new Memory()];
  let isOver = false;
  const clients = people.map(async (person) => {
    for (let round = 1; !isOver; round += 1) {
      await new Round({ address, person, outcomes, memory, isOver: () => isOver }, round).run();
      await sleep(20);
    }
  });
  return {
    outcomes,
    memory,
    async stop() {
      isOver = true;
      await Promise.all(clients);
    },
  };
}

interface Surroundings {
  readonly address: string;
  readonly person: Person;
  readonly outcomes: Outcomes;
  readonly memory: Memory;
  readonly isOver: () => boolean;
}

let rounds = 0;

/** One write of each kind, from a registry entry to a refreshed token of a new application. */
class Round {
  readonly #around: Surroundings;
  readonly #name: string;

  constructor(around: Surroundings, round: number) {
    rounds += 1;
    this.#around = around;
    this.#name = `${around.person.username}-${round}-${rounds}`;
  }

  async run(): Promise<void> {
    await this.#writeEntry();
    await this.#makeKey();
    const client = await this.#makeClient();
    const code = client && (await this.#consent(client));
    const refreshToken = code && (await this.#redeem(client, code));
    if (refreshToken) await this.#refresh(client, refreshToken);
  }

  async #writeEntry(): Promise<void> {
    const { person, memory } = this.#around;
    const entry = { Key: this.#name, Value: `value of ${this.#name}` };
    const response = await this.#post('registry', `/users/${person.username}/registry`, entry);
    if (response) memory.entries.push({ person, key: entry.Key, value: entry.Value });
  }

  /** Without the response the secret is unknown. */
  async #makeKey(): Promise<void> {
    const { person, memory } = this.#around;
    const response = await this.#post(
      'API key',
      `/users/${person.username}/apikeys`,
      { label: this.#name },
      [409],
    );
    if (response?.status !== 201) return;
    memory.keys.push({ person, id: response.body.applicationid, secret: response.body.apikey });
  }

  async #makeClient(): Promise<Grant | undefined> {
    const { person, memory } = this.#around;
    const globalid = this.#name;
    if (!(await this.#post('organization', '/organizations', { globalid }, [409]))) return undefined;
    memory.organizations.push({ person, globalid });
    const key = { label: 'sign in', callbackURL: callback };
    const response = await this.#post('client', `/organizations/${globalid}/apikeys`, key, [409]);
    return response?.status === 201 ? { person, client: globalid, secret: response.body.secret } : undefined;
  }

  async #consent(client: Grant): Promise<string | undefined> {
    const { person, address, memory } = this.#around;
    const agent = browserOf(person, address);
    const send = () => allow(agent, client.client);
    const response = await this.#ask('consent', send, [302, 303]);
    const code = new URL(response?.headers.location ?? 'none:', address).searchParams.get('code');
    if (code === null) return undefined;
    memory.consents.push(client);
    return code;
  }

  /** Without the response the code may be used up. */
  async #redeem(client: Grant, code: string): Promise<string | undefined> {
    const { address, memory } = this.#around;
    const send = () => redeem(address, { ...client, code });
    const response = await this.#ask('code', send, [200], [400]);
    if (response?.status !== 200) return undefined;
    memory.codes.push({ ...client, code, token: response.body.access_token });
    return response.body.refresh_token;
  }

  /** Without the response the same token gives the same successor. */
  async #refresh(client: Grant, used: string): Promise<void> {
    const { address, memory } = this.#around;
    const form = { client_id: client.client, client_secret: client.secret, refresh_token: used };
    const send = () => grant(address, { grant_type: 'refresh_token', ...form });
    const response = await this.#ask('refresh', send, [200]);
    if (response) memory.refreshed.push({ ...client, used, successor: response.body.refresh_token });
  }

  #post(
    what: string,
    path: string,
    body: object,
    acceptedOnRetry: number[] = [],
  ): Promise<Response | undefined> {
    const { address, person } = this.#around;
    const send = () =>
      request(address).post(`/api${path}`).set('Authorization', `token ${person.token}`).send(body);
    return this.#ask(what, send, [201], acceptedOnRetry);
  }

  #ask(
    what: string,
    send: () => PromiseLike<Response>,
    accepted: number[],
    acceptedOnRetry: number[] = [],
  ): Promise<Response | undefined> {
    const { outcomes, isOver } = this.#around;
    return outcomes.perform({ what, send, accepted, acceptedOnRetry }, isOver);
  }
}

/** Opens the consent page and allows. @returns the redirect to the client, or the first unexpected response */
async function allow(agent: UserAgent, client: string): Promise<Response> {
  const scope = 'user:name,offline_access';
  const parameters = { response_type: 'code', client_id: client, redirect_uri: callback, state: 'x', scope };
  const opened = await agent.get(`/v1/oauth/authorize?${new URLSearchParams(parameters)}`);
  if (!opened.headers.location?.startsWith('/authorize')) return opened;
  const page = await agent.get(opened.headers.location);
  return page.status === 200 ? agent.submit(page, { do: 'allow' }, '/authorize') : page;
}
