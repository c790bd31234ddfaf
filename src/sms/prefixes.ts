import { BadRequest } from '../base/errors.ts';
import type { SmsPrefixes } from '../base/sms-prefixes.ts';

/** 400: the settings do not allow SMS to this number. */
export class NumberNotServed extends BadRequest {
  constructor() {
    super('phonenumber_not_served', {
      description: 'phonenumber: this server does not send SMS to numbers of this country or network.',
    });
  }
}

/** Whether SMS may be sent to a number. */
export function isServed(number: string, { allowed, refused }: SmsPrefixes): boolean {
  // Gateways may ignore needless leading zeros.
  const dialled = number.replace(/^\+0+/, '+');
  const isUnder = (prefix: string) => dialled.startsWith(prefix);
  return (allowed.length === 0 || allowed.some(isUnder)) && !refused.some(isUnder);
}
