import type { IncomingMessage } from 'node:http';
import { isUrl } from '../base/is-url.ts';
import { isLoopback } from '../base/loopback.ts';

/**
 * Whether a request comes from a program on this machine that asked for this machine. The peer address alone does not
 * tell: a proxy on this machine passes on requests of others, and a browser on this machine those of a site whose name
 * was made to point here (DNS rebinding).
 */
export function isLoopbackCaller({ socket, headers }: IncomingMessage): boolean {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '');
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'].some((name) => name in headers);
  return isLoopback(peer) && !isForwarded && isLoopback(hostNameOf(headers.host));
}

/** Without port, brackets and final dot; empty when there is none. */
function hostNameOf(host: string | undefined): string {
  if (host === undefined || !isUrl(`http://${host}`)) return '';
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$|\.$/g, '');
}
