import { Unavailable } from './errors.ts';

/** A member of a thrown value, which may have any type and come from any realm (so `instanceof` does not work). */
export function memberOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
}

/** The name and code of an error. Its message is left out, since it may quote the address and with it a key. */
export function describeFailure(error: unknown): string {
  const code = memberOf(memberOf(error, 'cause'), 'code');
  return `${memberOf(error, 'name')}${code === undefined ? '' : ` ${code}`}`;
}

/** 503: a gateway did not accept a message. */
export class NotDelivered extends Unavailable {
  /** A code that quotes nothing of the message: `ETIMEDOUT`, `EENVELOPE 550`, `status 500`. */
  readonly reason: string;
  /** Whether sending the message again would fail in the same way. */
  readonly isPermanent: boolean;

  constructor(code: string, failure: { reason: string; detail?: string; isPermanent?: boolean }) {
    super(code, { detail: failure.detail ?? failure.reason }, 30);
    this.reason = failure.reason;
    this.isPermanent = failure.isPermanent ?? false;
  }
}
