import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Outside, openTestApp, type TestApp } from './app.ts';

/** A server on a free port of this machine, whose handler can be replaced. */
export interface Listening {
  readonly url: string;
  serve(web: RequestListener): void;
  close(): Promise<void>;
}

/**
 * The address is known before there is a handler. Browsers bind passkeys to names, not to IP addresses.
 * @param host a name that resolves to this machine
 * @param tls in PEM form; without it plain HTTP
 */
export async function listen(
  host = 'localhost',
  tls?: { readonly cert: string; readonly key: string },
): Promise<Listening> {
  let current: RequestListener = (_request, response) => void response.writeHead(503).end();
  const serve: RequestListener = (request, response) => current(request, response);
  const server = tls ? createSecureServer(tls, serve) : createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    serve(web) {
      current = web;
    },
    close: () => end(server),
  };
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** The whole application on a real port, with that address as its public URL. */
export interface ListeningApp {
  readonly url: string;
  readonly app: TestApp;
  close(): Promise<void>;
}

/**
 * @param variables settings that differ from the tests' defaults
 * @param listening address; by default a free port of `localhost`
 */
export async function openListeningApp(
  variables: Readonly<Record<string, string>> = {},
  outside: Omit<Outside, 'publicUrl'> = {},
  listening?: Listening,
): Promise<ListeningApp> {
  const { url, serve, close } = listening ?? (await listen());
  const app = await openTestApp(variables, undefined, { ...outside, publicUrl: url });
  serve(app.listener);
  return {
    url,
    app,
    async close() {
      await close();
      await app.close();
    },
  };
}
