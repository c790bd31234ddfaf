import { pwnedPassword } from 'hibp';
import { describeFailure } from '../../base/failure.ts';
import type { Logger } from '../../base/log.ts';
import { inCallSpan } from '../../traces/spans.ts';

/** Whether a password is known from leaks at other sites. */
export type IsLeaked = (password: string) => Promise<boolean>;

const timeoutMs = 2_000;

/**
 * Asks a service with the range protocol of Pwned Passwords. The service gets the first five of the forty
 * hexadecimal digits of the SHA-1 and answers with all hashes that start with them, padded, so neither it nor
 * an eavesdropper learns which one was meant. If the service fails, that is logged and the password is
 * accepted unchecked.
 * @param service its base URL; undefined switches the check off
 */
export function createLeakCheck(service: string | undefined, log: Logger): IsLeaked {
  if (service === undefined) return async () => false;
  return async (password) => {
    try {
      const settings = { baseUrl: service, timeoutMs, addPadding: true };
      const request = () => pwnedPassword(password, settings);
      return (await inCallSpan('leaked passwords', new URL(service).hostname, request)) > 0;
    } catch (error) {
      log.warn(
        { reason: describeFailure(error) },
        'leaked-password service did not answer, password accepted unchecked',
      );
      return false;
    }
  };
}
