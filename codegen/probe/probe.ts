import fc from 'fast-check';
import { servedSchemas } from '../emit/server.ts';
import type { Schemas } from '../mock/values.ts';
import type { Api } from '../model.ts';
import { type Fault, faultsOf } from './judge.ts';
import { type ProbedOperation, probedOperations } from './operations.ts';
import { type MadeRequest, requestsOf } from './requests.ts';

export interface ProbeOptions {
  /** Where the server is, without the base path of the API. */
  readonly baseUrl: string;
  readonly token: string | undefined;
  /** Requests for each operation. */
  readonly runs: number;
  /** Small letters; others are not called. */
  readonly methods: readonly string[];
  /** The same seed makes the same requests. */
  readonly seed: number;
}

/** An answer that the contract does not allow. */
export interface Breach {
  readonly operation: string;
  readonly request: string;
  readonly rule: Fault['rule'] | 'no-answer';
  readonly detail: string;
}

/** Sends made-up requests that fit the contract, and holds the answers against it. */
export async function probe(api: Api, options: ProbeOptions): Promise<Breach[]> {
  const schemas = servedSchemas(api);
  const breaches: Breach[] = [];
  for (const operation of probedOperations(api).filter(({ method }) => options.methods.includes(method))) {
    const { runs: numRuns, seed } = options;
    const requests = fc.sample(requestsOf(operation, schemas), { seed, numRuns });
    for (const request of requests) breaches.push(...(await ask(operation, request, options, schemas)));
  }
  return breaches;
}

async function ask(
  operation: ProbedOperation,
  { body, headers, method, path }: MadeRequest,
  { baseUrl, token }: ProbeOptions,
  schemas: Schemas,
): Promise<Breach[]> {
  const url = `${baseUrl}${path}`;
  const about = { operation: operation.name, request: [method, url, body].filter(Boolean).join(' ') };
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: body ?? null,
    });
    const contentType = response.headers.get('content-type') ?? '';
    const answer = { status: response.status, contentType, text: await response.text() };
    return faultsOf(operation, answer, schemas).map((fault) => ({ ...about, ...fault }));
  } catch (error) {
    return [{ ...about, rule: 'no-answer', detail: String(error) }];
  }
}
