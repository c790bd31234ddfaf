import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { listen } from './listening.ts';

/** A service of leaked passwords that speaks the range protocol of Pwned Passwords. */
export interface LeakService {
  readonly url: string;
  readonly leaked: Set<string>;
  /** Requests received, oldest first. */
  readonly requests: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[];
  state: 'well' | 'failing' | 'silent';
  /** Runs before each response. */
  before: () => Promise<unknown>;
  close(): Promise<void>;
}

export async function openLeakService(): Promise<LeakService> {
  const { url, serve, close } = await listen();
  const service: LeakService = {
    url,
    leaked: new Set(),
    requests: [],
    state: 'well',
    before: async () => undefined,
    close,
  };
  serve(responseTo(service));
  return service;
}

function responseTo(service: LeakService): RequestListener {
  return async ({ url, headers }, response) => {
    service.requests.push({ url, headers });
    await service.before();
    if (service.state === 'silent') return;
    if (service.state === 'failing') response.writeHead(500).end('out of order');
    else response.end(rangeOf(service, /^\/range\/([0-9A-F]{5})(\?|$)/.exec(url ?? '')?.[1]));
  };
}

/** The leaked hashes with this prefix, and padding. */
function rangeOf({ leaked }: LeakService, prefix: string | undefined): string {
  const hashes = [...leaked].map(sha1).filter((hash) => hash.startsWith(prefix ?? '-'));
  const lines = hashes.map((hash) => `${hash.slice(5)}:17`);
  return [`${'0'.repeat(35)}:3`, ...lines, `${'F'.repeat(35)}:0`].join('\r\n');
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex').toUpperCase();
}
