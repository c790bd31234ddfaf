import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Replaces GitHub and Facebook: a server on this machine with one account. */
export interface FakeProvider {
  readonly url: string;
  /** Settings that make an application use it for both providers. */
  readonly settings: Readonly<Record<string, string>>;
  /** Paths whose response is replaced. */
  readonly overrides: Map<string, Handler>;
  /** Requests received, oldest first. */
  readonly requests: Request[];
  /** URL of the account's picture. Default: one on this server. */
  picture: string;
  pictureContent: Buffer;
  /**
   * Redirects the browser as if its user had agreed. @param address to which the browser was sent @returns the redirect
   */
  agree(address: string): string;
  close(): Promise<void>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

type Handler = (response: ServerResponse, request: Request) => void;

/** Reduced to what tests look at; `tests/portal/account/linked.test.ts` checks all of it. */
export const fakeAccounts = {
  github: { id: 583231, login: 'octocat', name: 'Mona Lisa', html_url: 'https://github.com/octocat' },
  facebook: { id: '10158812345678901', name: 'Mona Facebook', link: 'https://www.facebook.com/mona' },
} as const;

export async function openFakeProvider(): Promise<FakeProvider> {
  const challenges = new Map<string, string>();
  const routes: Record<string, Handler> = {
    '/login/oauth/authorize': (response, { query }) => redirect(response, agree(query)),
    '/v25.0/dialog/oauth': (response, { query }) => redirect(response, agree(query)),
    '/login/oauth/access_token': token,
    '/v25.0/oauth/access_token': token,
    '/user': (response) =>
      json(response, { ...fakeAccounts.github, avatar_url: provider.picture, email: 'mona@github.com' }),
    '/v25.0/me': (response) =>
      json(response, { ...fakeAccounts.facebook, picture: { data: { url: provider.picture } } }),
    '/face.png': (response) => void response.end(provider.pictureContent),
  };

  function agree(query: URLSearchParams): string {
    const code = `code-${challenges.size + 1}`;
    challenges.set(code, query.get('code_challenge') ?? '');
    const response = new URLSearchParams({ code, state: query.get('state') ?? '' });
    return `${query.get('redirect_uri')}?${response}`;
  }

  function token(response: ServerResponse, { form }: Request): void {
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      challenges.get(form.get('code') ?? '') === challenge && form.get('client_secret') === 'shh';
    json(
      response,
      isRight ? { access_token: 'provider-token', scope: '' } : { error: 'bad_verification_code' },
    );
  }

  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    provider.requests.push(request);
    const handler = provider.overrides.get(request.path) ?? routes[request.path];
    if (handler) handler(response, request);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: FakeProvider = {
    url,
    settings: settingsOf(url),
    overrides: new Map(),
    requests: [],
    picture: `${url}/face.png`,
    pictureContent: Buffer.alloc(0),
    agree: (address) => agree(new URL(address).searchParams),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

function settingsOf(url: string): Record<string, string> {
  return Object.fromEntries(
    ['GITHUB', 'FACEBOOK'].flatMap((name) => [
      [`IYO_${name}_CLIENT_ID`, `${name.toLowerCase()}-client`],
      [`IYO_${name}_CLIENT_SECRET`, 'shh'],
      [`IYO_${name}_URL`, url],
      [`IYO_${name}_API_URL`, url],
    ]),
  );
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://fake');
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString()),
    headers: incoming.headers,
  };
}

export function json(response: ServerResponse, body: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location }).end();
}
