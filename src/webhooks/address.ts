import { BadRequest } from '../base/errors.ts';
import { isLoopback } from '../base/loopback.ts';
import { mayBePublic } from '../fetch/exchange.ts';

/** What the settings say about the addresses of receivers. */
export interface WebhookAddresses {
  /** Served there, receivers need neither HTTPS nor a public address. */
  readonly trustedOrigins: readonly string[];
  /** For trying things out: receivers on this machine. */
  readonly trustsLoopback: boolean;
}

/** Whether the settings vouch for the address: then it need not be a public one. */
export function isTrustedReceiver({ trustedOrigins, trustsLoopback }: WebhookAddresses, url: URL): boolean {
  if (trustedOrigins.includes(url.origin)) return true;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return trustsLoopback && /^https?:$/.test(url.protocol) && isLoopback(host);
}

/**
 * Reads the address of a receiver. That a name leads to a public address is checked with each connection.
 * @throws BadRequest
 */
export function readReceiver(rules: WebhookAddresses, text: string): string {
  const problem = receiverProblem(rules, text);
  if (problem) throw new BadRequest('bad_request', { description: `body.url: ${problem}` });
  return new URL(text).href;
}

function receiverProblem(rules: WebhookAddresses, text: string): string | undefined {
  if (/[\\\s\p{Cc}]/u.test(text)) return 'may hold no backslash, white space or control characters';
  if (!URL.canParse(text)) return 'must be an absolute URL';
  if (text.includes('#')) return 'may have no fragment';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'may have no user information';
  if (isTrustedReceiver(rules, url) || mayBePublic(url)) return undefined;
  return 'must be an https address with a public host on the usual port';
}
