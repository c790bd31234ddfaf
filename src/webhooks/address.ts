import { BadRequest } from '../base/errors.ts';
import { urlProblem } from '../base/is-url.ts';
import { mayBePublic } from '../fetch/exchange.ts';
import { isTrustedAddress, type TrustedAddresses } from '../fetch/trusted-addresses.ts';

/** Settings that restrict the URLs of receivers. */
export type WebhookAddresses = TrustedAddresses;

/**
 * Reads the URL of a receiver. Whether its host name resolves to a public address is checked with each connection.
 * @throws BadRequest
 */
export function readReceiver(rules: WebhookAddresses, text: string): string {
  const problem = receiverProblem(rules, text);
  if (problem) throw new BadRequest('bad_request', { description: `body.url: ${problem}` });
  return new URL(text).href;
}

function receiverProblem(rules: WebhookAddresses, text: string): string | undefined {
  const problem = urlProblem(text);
  if (problem) return problem;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'must not contain user information';
  if (isTrustedAddress(rules, url) || mayBePublic(url)) return undefined;
  return 'must be an https address with a public host on the usual port';
}
