import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';

/** The outcome of one request. */
export interface Outcome {
  readonly what: string;
  /** 0 without a response. */
  readonly status: number;
  /** `unavailable` is the expected response in an outage: 503 with a time to retry. */
  readonly kind: 'ok' | 'unavailable' | 'none' | 'wrong';
  /** Time of the response, by `Date.now()`. */
  readonly at: number;
  readonly durationMs: number;
  readonly body: string;
}

/** A request, and the statuses that acknowledge it. */
export interface Call {
  readonly what: string;
  readonly send: () => PromiseLike<Response>;
  readonly accepted: readonly number[];
  /** Further statuses that are fine on a retry, since an earlier attempt may have succeeded. */
  readonly acceptedOnRetry?: readonly number[];
}

/** Records the outcomes of all requests. */
export class Outcomes {
  readonly all: Outcome[] = [];

  /**
   * Sends a request, and retries it until it succeeds.
   * @returns the response; undefined when `isOver` before that, or when the response is wrong
   */
  async perform(call: Call, isOver: () => boolean = () => false): Promise<Response | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const accepted = attempt === 1 ? call.accepted : [...call.accepted, ...(call.acceptedOnRetry ?? [])];
      const { outcome, response } = await tryOnce(call, accepted);
      this.all.push(outcome);
      if (outcome.kind === 'ok' || outcome.kind === 'wrong')
        return outcome.kind === 'ok' ? response : undefined;
      if (isOver()) return undefined;
      await sleep(200);
    }
  }

  of(kind: Outcome['kind']): Outcome[] {
    return this.all.filter((outcome) => outcome.kind === kind);
  }
}

async function tryOnce(
  { what, send }: Call,
  accepted: readonly number[],
): Promise<{ outcome: Outcome; response: Response | undefined }> {
  const start = Date.now();
  const response = await send().then(
    (given) => given,
    () => undefined,
  );
  const status = response?.status ?? 0;
  const at = Date.now();
  const body = accepted.includes(status) ? '' : (response?.text ?? '').slice(0, 200);
  const kind = kindOf(response, accepted);
  return { outcome: { what, status, kind, at, durationMs: at - start, body }, response };
}

/** A response of the load balancer itself has no `X-Request-Id` of a server: the request is lost. */
function kindOf(response: Response | undefined, accepted: readonly number[]): Outcome['kind'] {
  if (!response) return 'none';
  if (accepted.includes(response.status)) return 'ok';
  const isOfServer = response.headers['x-request-id'] !== undefined;
  if (response.status >= 500 && !isOfServer) return 'none';
  return response.status === 503 && Number(response.headers['retry-after']) > 0 ? 'unavailable' : 'wrong';
}
