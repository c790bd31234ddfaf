import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { respondToBrokenRequest } from './broken-request.ts';
import type { ExpressMessages } from './express-messages.ts';

export interface HttpServerSettings {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Certificate and key in PEM format; plain HTTP if omitted. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

/** A `node:http` server that stops without breaking requests. */
export interface HttpServer {
  /** The URL it listens at: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Whether `turnAway` was called. */
  isStopping(): boolean;
  /** Closes each connection with its next response, so that load balancers notice that the server is stopping. */
  turnAway(): void;
  /** Closes the port. Requests in progress may finish within `graceMs`; then they are aborted. */
  close(graceMs: number): Promise<void>;
}

/** Listens, and passes each request to `listener`. @throws Error when the address cannot be used */
export async function listen(
  settings: HttpServerSettings,
  { options }: ExpressMessages,
  listener: RequestListener,
): Promise<HttpServer> {
  let isStopping = false;
  const handle: RequestListener = (request, response) => {
    if (isStopping) response.shouldKeepAlive = false;
    listener(request, response);
  };
  const server = settings.tls
    ? createHttpsServer({ ...options, ...settings.tls }, handle)
    : createHttpServer(options, handle);
  server.on('clientError', respondToBrokenRequest);
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  await bind(server, settings);
  return {
    url: addressOf(server, settings),
    isStopping: () => isStopping,
    turnAway() {
      isStopping = true;
    },
    close: (graceMs) => closeConnections(server, graceMs),
  };
}

async function bind(server: Server, { host, port }: HttpServerSettings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function addressOf(server: Server, { host, tls }: HttpServerSettings): string {
  const { port } = server.address() as AddressInfo;
  return `${tls ? 'https' : 'http'}://${nameOf(host)}:${port}`;
}

/** Loopback addresses are shown as `localhost`, because passkeys need a host name. */
function nameOf(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Idle keep-alive connections count as open, so they are closed as soon as their request has been answered. */
async function closeConnections(server: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(cutOff);
}
