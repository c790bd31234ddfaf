import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TestDirectory } from '../../scim/directories.ts';

/** Where the client looks for directories, below the address of its server. */
const root = '/identity/restv1';
/** Kinds of resources that its server has besides, whose addresses the client wants to know before its first call. */
const ofItsServer = ['FidoDevice', 'Fido2Device'].map((id) => ({ id, endpoint: `/${id}s` }));

/**
 * What stands between the client of another product and ours: its addresses, and its way to a token (UMA 2.0). Its
 * requests to the directory and the answers pass as they are.
 * @param url where it answers
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
    const answer = own[new URL(request.url ?? '', url).pathname];
    if (answer) return void response.end(JSON.stringify(await answer()));
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
  const answer = await fetch(`${directory}${url.slice(root.length)}`, {
    method,
    headers: {
      authorization: String(headers.authorization),
      accept: String(headers.accept),
      'content-type': String(headers['content-type']),
    },
    ...(body.length > 0 && { body }),
  });
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
  response.end(await answer.text());
}

async function read<Body extends object>(address: string, token: string): Promise<Body> {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as Body;
}
