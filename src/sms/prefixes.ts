import { BadRequest } from '../base/errors.ts';
import type { SmsPrefixes } from '../base/sms-prefixes.ts';

/** 400: the settings allow no text message to a number. */
export class NumberNotServed extends BadRequest {
  constructor() {
    super('phonenumber_not_served', {
      description: 'phonenumber: this server does not send SMS to numbers of this country or network.',
    });
  }
}

/** Whether text messages may go to a number. */
export function isServed(number: string, { allowed, refused }: SmsPrefixes): boolean {
  // Gateways may dial what follows needless zeros.
  const dialled = number.replace(/^\+0+/, '+');
  const isUnder = (prefix: string) => dialled.startsWith(prefix);
  return (allowed.length === 0 || allowed.some(isUnder)) && !refused.some(isUnder);
}
