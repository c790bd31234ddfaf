import { Unavailable } from './errors.ts';

/** A member of something thrown, which may be anything and come from any realm (so `instanceof` would not do). */
export function memberOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
}

/** Names and codes only: the words of an error may quote the address, and with it a key. */
export function describeFailure(error: unknown): string {
  const code = memberOf(memberOf(error, 'cause'), 'code');
  return `${memberOf(error, 'name')}${code === undefined ? '' : ` ${code}`}`;
}

/** 503: a gateway did not take a message. */
export class NotDelivered extends Unavailable {
  /** A code without any words of the message: `ETIMEDOUT`, `EENVELOPE 550`, `status 500`. */
  readonly reason: string;
  /** Whether the gateway would answer the same if it were asked again. */
  readonly isPermanent: boolean;

  constructor(code: string, failure: { reason: string; detail?: string; isPermanent?: boolean }) {
    super(code, { detail: failure.detail ?? failure.reason }, 30);
    this.reason = failure.reason;
    this.isPermanent = failure.isPermanent ?? false;
  }
}
