import type { IncomingMessage } from 'node:http';

/** Determines the sender of a request behind trusted proxies. */
export interface Proxies {
  /** Whether the peer is a trusted proxy. */
  isFromProxy(request: IncomingMessage): boolean;
  /** The address of the sender: the nearest one that is not a trusted proxy; undefined once the connection is gone. */
  addressOf(request: IncomingMessage): string | undefined;
}

/** @param isTrusted whether an address is a trusted proxy, as Express evaluates the setting `trust proxy` */
export function createProxies(isTrusted: (address: string | undefined, hop: number) => boolean): Proxies {
  const isFromProxy = ({ socket }: IncomingMessage) => isTrusted(socket.remoteAddress, 0);
  return {
    isFromProxy,
    addressOf(request) {
      const peer = request.socket.remoteAddress;
      const forwarded = request.headers['x-forwarded-for'];
      if (forwarded === undefined || !isFromProxy(request)) return peer;
      const hops = [peer, ...addressesIn(String(forwarded)).reverse()];
      return hops.find((address, hop) => !isTrusted(address, hop)) ?? hops.at(-1);
    },
  };
}

function addressesIn(list: string): string[] {
  return list
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
}
