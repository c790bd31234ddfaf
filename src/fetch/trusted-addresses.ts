import { isLoopback } from '../base/loopback.ts';

/** What the settings say about addresses that others choose and that this server sends data to. */
export interface TrustedAddresses {
  /** Origins at which receivers need neither HTTPS nor a public address. */
  readonly trustedOrigins: readonly string[];
  /** Whether receivers may be on this machine, for development. */
  readonly trustsLoopback: boolean;
}

/** Whether the settings trust an address, so that it need not be public. */
export function isTrustedAddress({ trustedOrigins, trustsLoopback }: TrustedAddresses, url: URL): boolean {
  if (trustedOrigins.includes(url.origin)) return true;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return trustsLoopback && /^https?:$/.test(url.protocol) && isLoopback(host);
}
