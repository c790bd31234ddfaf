import type { RequestHandler } from 'express';
import { respond } from './respond.ts';
import { endpoint } from './web.ts';

/** A named question about the server's ability to answer requests; rejects when the answer is no. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<void>>>;

/** `GET /healthz`: the process answers. */
export const healthz: RequestHandler = endpoint({
  GET: (_request, response) => respond(response, { status: 200, body: { status: 'ok' } }),
});

/** `GET /readyz`: 200 when every check passes, else 503 naming the failing ones. */
export function readyz(checks: ReadinessChecks): RequestHandler {
  return endpoint({
    GET: async (_request, response) => {
      const failing = await failingChecks(checks);
      if (failing.length === 0) return respond(response, { status: 200, body: { status: 'ok' } });
      respond(response, {
        status: 503,
        headers: { 'Retry-After': 2 },
        body: { status: 'unavailable', failing },
      });
    },
  });
}

async function failingChecks(checks: ReadinessChecks): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) =>
      check().then(
        () => [],
        () => [name],
      ),
    ),
  );
  return results.flat();
}

/** `GET /version`: the build's version under both spellings that clients read. */
export function version(current: string): RequestHandler {
  return endpoint({
    GET: (_request, response) =>
      respond(response, { status: 200, body: { Version: current, version: current } }),
  });
}
