import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TestDirectory } from '../../scim/directories.ts';

/** Where the client expects directories, below the server's address. */
const root = '/identity/restv1';
/** Other resource types of its own server; the client needs their endpoints before its first call. */
const ofItsServer = ['FidoDevice', 'Fido2Device'].map((id) => ({ id, endpoint: `/${id}s` }));

/**
 * Connects the client of another product to our server: translates addresses and issues tokens by UMA 2.0. Requests to
 * the directory, and responses, pass unchanged.
 * @param url the address of the gateway
 * @param upstream the address of our server
 */
export function gluuGateway(url: string, upstream: string, { path, token }: TestDirectory): RequestListener {
  const directory = `${upstream}${path}`;
  const own: Readonly<Record<string, () => Promise<object>>> = {
    '/.well-known/uma2-configuration': async () => ({ token_endpoint: `${url}/token` }),
    '/token': async () => ({ access_token: token }),
    [`${root}/scim/v2/ServiceProviderConfig`]: () => read(`${directory}/ServiceProviderConfig`, token),
    [`${root}/scim/v2/ResourceTypes`]: async () => {
      const { Resources } = await read<{ Resources: object[] }>(`${directory}/ResourceTypes`, token);
      return { Resources: [...Resources, ...ofItsServer] };
    },
  };
  return async (request, response) => {
    const respond = own[new URL(request.url ?? '', url).pathname];
    if (respond) return void response.end(JSON.stringify(await respond()));
    if (request.headers.authorization === undefined) return challenge(url, response);
    await passOn(directory, request, response);
  };
}

function challenge(url: string, response: ServerResponse): void {
  const value = `UMA realm="directory", as_uri="${url}", ticket="a-ticket"`;
  response.writeHead(401, { 'WWW-Authenticate': value }).end();
}

async function passOn(directory: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '', headers } = request;
  const body = await buffer(request);
  const forwarded = await fetch(`${directory}${url.slice(root.length)}`, {
    method,
    headers: {
      authorization: String(headers.authorization),
      accept: String(headers.accept),
      'content-type': String(headers['content-type']),
    },
    ...(body.length > 0 && { body }),
  });
  response.writeHead(forwarded.status, { 'Content-Type': forwarded.headers.get('content-type') ?? '' });
  response.end(await forwarded.text());
}

async function read<Body extends object>(address: string, token: string): Promise<Body> {
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return (await response.json()) as Body;
}
