import type { Services } from '../generated/services.ts';
import type { CallContext } from './http/call-context.ts';

/**
 * The operations of the contract that no service implements yet. They are matched, authenticated and authorized like
 * all others and then answer 501. Taking a name off this list makes the compiler demand the service's method.
 */
export const notBuiltYet = [
] as const;

type NotBuiltYet = (typeof notBuiltYet)[number];

/** Every service interface of the contract, less what is listed above. */
export type BuiltServices = {
  readonly [Name in keyof Services<CallContext> as Exclude<
    keyof Services<CallContext>[Name],
    NotBuiltYet
  > extends never
    ? never
    : Name]: Omit<Services<CallContext>[Name], NotBuiltYet>;
};
