import { isLoopback } from '../base/loopback.ts';

/** What the settings say about addresses that others choose, and to which this server sends something. */
export interface TrustedAddresses {
  /** Served there, receivers need neither HTTPS nor a public address. */
  readonly trustedOrigins: readonly string[];
  /** For trying things out: receivers on this machine. */
  readonly trustsLoopback: boolean;
}

/** Whether the settings vouch for an address: then it need not be a public one. */
export function isTrustedAddress({ trustedOrigins, trustsLoopback }: TrustedAddresses, url: URL): boolean {
  if (trustedOrigins.includes(url.origin)) return true;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return trustsLoopback && /^https?:$/.test(url.protocol) && isLoopback(host);
}
