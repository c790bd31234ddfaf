import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';

/** What became of one request. */
export interface Answer {
  readonly what: string;
  /** 0: no answer came. */
  readonly status: number;
  /** `unavailable` is what an outage shall look like: 503 that says when to come back. */
  readonly kind: 'fine' | 'unavailable' | 'none' | 'wrong';
  /** When it came, by `Date.now()`. */
  readonly at: number;
  readonly durationMs: number;
  readonly body: string;
}

/** A request, and the statuses that say that it was done. */
export interface Asking {
  readonly what: string;
  readonly send: () => PromiseLike<Response>;
  readonly fine: readonly number[];
  /** Statuses that are fine as well once an earlier attempt may have done it. */
  readonly fineAgain?: readonly number[];
}

/** Keeps all answers of a client. */
export class Answers {
  readonly all: Answer[] = [];

  /**
   * Sends a request, again after a while until it was done.
   * @returns the answer; undefined when `isOver` before that, or when the answer is wrong
   */
  async ask(asking: Asking, isOver: () => boolean = () => false): Promise<Response | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const fine = attempt === 1 ? asking.fine : [...asking.fine, ...(asking.fineAgain ?? [])];
      const { answer, response } = await tryOnce(asking, fine);
      this.all.push(answer);
      if (answer.kind === 'fine' || answer.kind === 'wrong')
        return answer.kind === 'fine' ? response : undefined;
      if (isOver()) return undefined;
      await sleep(200);
    }
  }

  of(kind: Answer['kind']): Answer[] {
    return this.all.filter((answer) => answer.kind === kind);
  }
}

async function tryOnce(
  { what, send }: Asking,
  fine: readonly number[],
): Promise<{ answer: Answer; response: Response | undefined }> {
  const start = Date.now();
  const response = await send().then(
    (given) => given,
    () => undefined,
  );
  const status = response?.status ?? 0;
  const at = Date.now();
  const body = fine.includes(status) ? '' : (response?.text ?? '').slice(0, 200);
  const kind = kindOf(response, fine);
  return { answer: { what, status, kind, at, durationMs: at - start, body }, response };
}

/** What a load balancer says by itself has no `X-Request-Id` of a server: that request is lost. */
function kindOf(response: Response | undefined, fine: readonly number[]): Answer['kind'] {
  if (!response) return 'none';
  if (fine.includes(response.status)) return 'fine';
  const isOfServer = response.headers['x-request-id'] !== undefined;
  if (response.status >= 500 && !isOfServer) return 'none';
  return response.status === 503 && Number(response.headers['retry-after']) > 0 ? 'unavailable' : 'wrong';
}
