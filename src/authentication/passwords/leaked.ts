import { pwnedPassword } from 'hibp';
import { describeFailure } from '../../base/failure.ts';
import type { Logger } from '../../base/log.ts';
import { inCallSpan } from '../../traces/spans.ts';

/** Whether a password is known from leaks of other sites. */
export type IsLeaked = (password: string) => Promise<boolean>;

const timeoutMs = 2_000;

/**
 * Asks a service that speaks the range protocol of Pwned Passwords. It gets the first five of the forty characters of
 * the SHA-1 and answers with all that begin so, padded, so that neither it nor a listener learns which one was meant.
 * A service that fails is logged, and the password is accepted unchecked.
 * @param service its base URL; undefined asks none
 */
export function createLeakCheck(service: string | undefined, log: Logger): IsLeaked {
  if (service === undefined) return async () => false;
  return async (password) => {
    try {
      const settings = { baseUrl: service, timeoutMs, addPadding: true };
      const ask = () => pwnedPassword(password, settings);
      return (await inCallSpan('leaked passwords', new URL(service).hostname, ask)) > 0;
    } catch (error) {
      log.warn(
        { reason: describeFailure(error) },
        'leaked-password service did not answer, password accepted unchecked',
      );
      return false;
    }
  };
}
