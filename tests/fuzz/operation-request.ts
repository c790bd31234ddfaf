import type { Caller } from './world.ts';

/** A request to an operation before serialization. */
export interface OperationRequest {
  readonly caller: Caller;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
