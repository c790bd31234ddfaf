import { BadRequest } from '../base/errors.ts';
import { isPlainKey } from './freeform.ts';
import { isPlainlySpaced } from './white-space.ts';

/** A new label looks like no other: its white space is single spaces between other characters. @throws BadRequest */
export function checkNewLabel(label: string): void {
  if (isPlainlySpaced(label)) return;
  throw new BadRequest('bad_request', {
    description: 'body.label: white space may only be single spaces within',
  });
}

/** A new key is written the one way in which it can be, and all of it can be seen. @throws BadRequest */
export function checkNewKey(key: string): void {
  if (isPlainKey(key)) return;
  throw new BadRequest('bad_request', {
    description:
      'body.Key: must be composed (NFC), without invisible characters, with single spaces within only',
  });
}
