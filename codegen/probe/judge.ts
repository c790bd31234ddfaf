import { validate } from '../emit/validate-runtime.ts';
import type { Schemas } from '../mock/values.ts';
import type { ProbedOperation } from './operations.ts';

/** A response. */
export interface ProbedResponse {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** A violation of the contract by a response. */
export interface Fault {
  readonly rule: 'server-error' | 'undeclared-status' | 'schema';
  readonly detail: string;
}

/** Statuses that any server may return before it reaches an operation. */
const beforeOperations = [400, 401, 403, 404, 405, 406, 413, 414, 415, 429, 431];

/** Checks a response against the contract. @returns nothing if it is allowed */
export function faultsOf(
  { responses, method }: ProbedOperation,
  { contentType, status, text }: ProbedResponse,
  schemas: Schemas,
): Fault[] {
  if (status >= 500) return [{ rule: 'server-error', detail: `status ${status}` }];
  if (!responses.has(status))
    return beforeOperations.includes(status)
      ? []
      : [{ rule: 'undeclared-status', detail: `status ${status}` }];
  const schema = responses.get(status);
  if (!schema || method === 'head' || !contentType.includes('json')) return [];
  const mismatches = validate(schema, parse(text), 'body', schemas);
  return mismatches.map(({ path, message }) => ({ rule: 'schema', detail: `${path} ${message}` }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
