import type { Endpoint } from './endpoints.ts';
import type { ServiceResponse } from './respond.ts';

/** Named readiness checks; each rejects when the server cannot answer requests. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<void>>>;

/** `GET /healthz`: the process answers. */
export const healthz: Endpoint = getEndpoint(() => ({ status: 200, body: { status: 'ok' } }));

/** `GET /readyz`: 200 when every check passes, otherwise 503 with the names of the failing ones. */
export function readyz(checks: ReadinessChecks): Endpoint {
  return getEndpoint(async () => {
    const failing = await failingChecks(checks);
    if (failing.length === 0) return { status: 200, body: { status: 'ok' } };
    return { status: 503, headers: { 'Retry-After': 2 }, body: { status: 'unavailable', failing } };
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

/** `GET /version`: the version of the build, in both spellings that clients read. */
export function version(current: string): Endpoint {
  return getEndpoint(() => ({ status: 200, body: { Version: current, version: current } }));
}

function getEndpoint(handler: () => ServiceResponse | Promise<ServiceResponse>): Endpoint {
  return { handlers: { GET: handler } };
}
