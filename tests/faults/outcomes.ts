import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';

/** The outcome of one request. */
export interface Outcome {
  readonly what: string;
  /** 0 without a response. */
  readonly status: number;
  /** `unavailable` is the expected response in an outage: 503 with a time to retry. */
  readonly kind: 'fine' | 'unavailable' | 'none' | 'wrong';
  /** Time of the response, by `Date.now()`. */
  readonly at: number;
  readonly durationMs: number;
  readonly body: string;
}

/** A request, and the statuses that acknowledge it. */
export interface Asking {
  readonly what: string;
  readonly send: () => PromiseLike<Response>;
  readonly fine: readonly number[];
  /** Further statuses that are fine on a retry, since an earlier attempt may have succeeded. */
  readonly fineAgain?: readonly number[];
}

/** Records the outcomes of all requests. */
export class Outcomes {
  readonly all: Outcome[] = [];

  /**
   * Sends a request, and retries it until it succeeds.
   * @returns the response; undefined when `isOver` before that, or when the response is wrong
   */
  async ask(asking: Asking, isOver: () => boolean = () => false): Promise<Response | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const fine = attempt === 1 ? asking.fine : [...asking.fine, ...(asking.fineAgain ?? [])];
      const { outcome, response } = await tryOnce(asking, fine);
      this.all.push(outcome);
      if (outcome.kind === 'fine' || outcome.kind === 'wrong')
        return outcome.kind === 'fine' ? response : undefined;
      if (isOver()) return undefined;
      await sleep(200);
    }
  }

  of(kind: Outcome['kind']): Outcome[] {
    return this.all.filter((outcome) => outcome.kind === kind);
  }
}

async function tryOnce(
  { what, send }: Asking,
  fine: readonly number[],
): Promise<{ outcome: Outcome; response: Response | undefined }> {
  const start = Date.now();
  const response = await send().then(
    (given) => given,
    () => undefined,
  );
  const status = response?.status ?? 0;
  const at = Date.now();
  const body = fine.includes(status) ? '' : (response?.text ?? '').slice(0, 200);
  const kind = kindOf(response, fine);
  return { outcome: { what, status, kind, at, durationMs: at - start, body }, response };
}

/** A response of the load balancer itself has no `X-Request-Id` of a server: the request is lost. */
function kindOf(response: Response | undefined, fine: readonly number[]): Outcome['kind'] {
  if (!response) return 'none';
  if (fine.includes(response.status)) return 'fine';
  const isOfServer = response.headers['x-request-id'] !== undefined;
  if (response.status >= 500 && !isOfServer) return 'none';
  return response.status === 503 && Number(response.headers['retry-after']) > 0 ? 'unavailable' : 'wrong';
}
