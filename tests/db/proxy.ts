import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy between a program and PostgreSQL. */
export interface Proxy {
  readonly url: string;
  /** From now on existing connections forward nothing, but stay open. */
  silence(): void;
  /** Stops listening. */
  close(): void;
  /** Listens again at the same address. */
  reopen(): void;
}

const proxies: Proxy[] = [];

export async function openProxy(target: URL): Promise<Proxy> {
  const sockets: Socket[] = [];
  const silent: Socket[] = [];
  const listener: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => {});
      from.pipe(to);
    }
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(target);
  const { port } = listener.address() as AddressInfo;
  url.port = String(port);
  const proxy: Proxy = {
    url: url.href,
    silence: () => {
      for (const socket of sockets.splice(0)) silent.push(socket.unpipe().pause());
    },
    close: () => {
      listener.close();
      for (const socket of [...sockets, ...silent]) socket.destroy();
    },
    reopen: () => {
      if (!listener.listening) listener.listen(port, '127.0.0.1');
    },
  };
  proxies.push(proxy);
  return proxy;
}

/** Closes all proxies that a test has opened. */
export function closeProxies(): void {
  for (const proxy of proxies.splice(0)) proxy.close();
}
