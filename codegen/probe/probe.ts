import fc from 'fast-check';
import { servedSchemas } from '../emit/server.ts';
import type { Schemas } from '../mock/values.ts';
import type { Api } from '../model.ts';
import { type Fault, faultsOf } from './judge.ts';
import { type ProbedOperation, probedOperations } from './operations.ts';
import { type MadeRequest, requestsOf } from './requests.ts';

export interface ProbeOptions {
  /** The address of the server, without the base path of the API. */
  readonly baseUrl: string;
  readonly token: string | undefined;
  /** Requests per operation. */
  readonly runs: number;
  /** In lower case; others are not called. */
  readonly methods: readonly string[];
  /** The same seed generates the same requests. */
  readonly seed: number;
}

/** A response that the contract does not allow. */
export interface Breach extends Fault {
  readonly operation: string;
  readonly request: string;
}

export interface Probing {
  /** How many requests were sent. */
  readonly requests: number;
  readonly breaches: readonly Breach[];
}

/**
 * Sends generated requests that conform to the contract, and checks the responses against it.
 * @throws Error if the server does not answer, or no operation has one of the methods
 */
export async function probe(api: Api, options: ProbeOptions): Promise<Probing> {
  const schemas = servedSchemas(api);
  const breaches: Breach[] = [];
  let requests = 0;
  for (const operation of chosenOperations(api, options)) {
    const { runs: numRuns, seed } = options;
    for (const request of fc.sample(requestsOf(operation, schemas), { seed, numRuns })) {
      requests++;
      breaches.push(...(await ask(operation, request, options, schemas)));
    }
  }
  return { requests, breaches };
}

function chosenOperations(api: Api, { methods }: ProbeOptions): ProbedOperation[] {
  const chosen = probedOperations(api).filter(({ method }) => methods.includes(method));
  if (chosen.length > 0) return chosen;
  throw new Error(`no operation of the contract has the method ${methods.join(' or ')}`);
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
    const received = { status: response.status, contentType, text: await response.text() };
    return faultsOf(operation, received, schemas).map((fault) => ({ ...about, ...fault }));
  } catch (error) {
    throw new Error(`no response to ${about.request}: ${reasonOf(error)}`);
  }
}

/** Errors of `fetch` have the reason as their cause, possibly one per address tried. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
