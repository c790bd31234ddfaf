import type { Count } from './limits.ts';
import { type LimitName, limits } from './limits.ts';

/** What attempts count for: a user, an organization, a client, an address, a number or a network; or all together. */
export interface LimitSubject {
  /** As it is written; undefined for the limits that count all together. */
  readonly name?: string | undefined;
  /** As `networkOf` names it, for attempts that count for a name and a network at once. */
  readonly network?: string | undefined;
  /** Browsers of a user that count for themselves. */
  readonly devices?: readonly string[];
}

const mailKinds = ['validation', 'registration', 'invitation'] as const;

/** Every counter that attempts of a subject may have. Stored keys are digests: they can be tried, not read. */
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
