import type { Count } from './attempts.ts';
import { type LimitName, limits } from './limits.ts';

/**
 * What attempts count against: a user, organization, client, email address, phone number or network; or all together.
 */
export interface LimitSubject {
  /** The name as given; undefined for the limits that count all attempts together. */
  readonly name?: string | undefined;
  /** As `networkOf` names it, for limits that combine a name and a network. */
  readonly network?: string | undefined;
  /** The user's remembered browsers, which are counted separately. */
  readonly devices?: readonly string[];
}

const mailKinds = ['validation', 'registration', 'invitation'] as const;

/**
 * Every counter that a subject may have. Stored keys are digests, so they must be computed; they cannot be searched.
 */
export function countsOf(subject: LimitSubject): Count[] {
  const names = Object.keys(limits) as LimitName[];
  return keysOf(subject).flatMap((key) => names.map((limit): Count => [limit, key]));
}

function keysOf({ name, network, devices = [] }: LimitSubject): string[] {
  if (name === undefined) return [network ?? ''];
  const spelled = [...new Set([name, name.toLowerCase()])];
  const own = spelled.flatMap((each) => [each, ...devices.map((device) => `${each} ${device}`)]);
  const prefixed = spelled.flatMap((each) => ['sign-in', ...mailKinds].map((kind) => `${kind} ${each}`));
  const beside = network === undefined ? [] : own.map((each) => `${each} ${network}`);
  return [...own, ...prefixed, ...beside];
}
