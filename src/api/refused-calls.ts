import type { Kysely } from 'kysely';
import { recordRefusedCall } from '../audit/record-event.ts';
import type { Clock } from '../base/clock.ts';
import { type Principal, principalName } from '../base/principal.ts';
import type { Database } from '../schema.ts';
import { actorOfCall, type CallContext } from './call-context.ts';

/** Records that a caller was refused (403) an operation. */
export type RecordRefusal = (
  context: Omit<CallContext, 'scopes'> & { readonly caller: Principal },
  operation: string,
) => Promise<void>;

const minute = 60_000;
const maximumRemembered = 10_000;

/**
 * Records the first refusal per caller, operation and minute. The process remembers those of the current
 * minute, so repeated refusals cost nothing. Across processes, the audit log prevents duplicates.
 */
export function createRefusalRecorder(db: Kysely<Database>, clock: Clock): RecordRefusal {
  const recorded = new Set<string>();
  let current = 0;
  return async (context, operation) => {
    const now = clock.now();
    const started = Math.floor(now.getTime() / minute);
    if (started !== current || recorded.size >= maximumRemembered) recorded.clear();
    current = started;
    const refusal = `${principalName(context.caller)} ${operation}`;
    if (recorded.has(refusal)) return;
    recorded.add(refusal);
    const { caller } = context;
    const owner =
      caller.basis === 'organizationApiKey' ? { globalid: caller.globalid } : { username: caller.username };
    await recordRefusedCall(db, actorOfCall(context, now), { ...owner, operation });
  };
}
