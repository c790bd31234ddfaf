import { BadRequest } from '../base/errors.ts';
import { foldName, isPlainKey } from './freeform.ts';

/** A new label, key or id is written the one way in which it can be, and all of it can be seen. @throws BadRequest */
export function checkNewKey(key: string, field: string): void {
  if (isPlainKey(key)) return;
  throw new BadRequest('bad_request', {
    description: `body.${field}: must be composed (NFC), without invisible characters, with single spaces within only`,
  });
}

/** A label that was typed into a form, with single spaces; what cannot be one is left for the act to refuse. */
export function foldLabel(text: string): string {
  return foldName(text.replace(/\s+/g, ' ')) ?? text.trim();
}

/** @throws BadRequest for a label that looks like another one */
export function checkNewLabel(label: string): void {
  checkNewKey(label, 'label');
}
