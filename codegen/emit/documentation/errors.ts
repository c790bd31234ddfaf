import { type Api, operationsOf } from '../../model.ts';
import { operationName } from '../../names.ts';

/** An error code, with its status and the operations that name it. */
export interface ErrorCode {
  readonly status: number;
  readonly code: string;
  readonly operations: readonly string[];
}

/** Error codes in descriptions of refusals: lower case, with an underscore, in backticks. */
const code = /`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`/g;

/** The codes of the contract, by status and name. */
export function errorCodesOf(api: Api): readonly ErrorCode[] {
  const found = new Map<string, string[]>();
  for (const operation of operationsOf(api)) {
    for (const { status, description = '' } of operation.responses) {
      if (status < 400) continue;
      for (const [, name = ''] of description.matchAll(code)) {
        const key = `${status} ${name}`;
        found.set(key, [...(found.get(key) ?? []), operationName(operation.displayName)]);
      }
    }
  }
  return [...found]
    .map(([key, operations]) => ({ status: Number(key.slice(0, 3)), code: key.slice(4), operations }))
    .sort((one, other) => one.status - other.status || (one.code < other.code ? -1 : 1));
}
