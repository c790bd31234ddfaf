import type { IncomingMessage } from 'node:http';
import { isUrl } from '../base/is-url.ts';
import { isLoopback } from '../base/loopback.ts';

/**
 * Whether a request comes from a program on this machine and is addressed to it. The peer address alone is not enough:
 * a local proxy forwards requests of others, and a local browser may send requests of a site whose name resolves to
 * this machine (DNS rebinding).
 */
export function isLoopbackCaller({ socket, headers }: IncomingMessage): boolean {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '');
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'].some((name) => name in headers);
  return isLoopback(peer) && !isForwarded && isLoopback(hostNameOf(headers.host));
}

/** The host without port, brackets and trailing dot; empty when there is none. */
function hostNameOf(host: string | undefined): string {
  if (host === undefined || !isUrl(`http://${host}`)) return '';
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$|\.$/g, '');
}
