import { BadRequest } from '../base/errors.ts';
import { foldName, isPlainKey } from './freeform.ts';

/** Checks that a new label, key or id is in its canonical form and fully visible. @throws BadRequest */
export function checkNewKey(key: string, field: string): void {
  if (isPlainKey(key)) return;
  throw new BadRequest('bad_request', {
    description: `body.${field}: must be composed (NFC), without invisible characters, with single spaces within only`,
  });
}

/** A label as typed into a form, with single spaces. An invalid one is returned trimmed, for the act to refuse. */
export function foldLabel(text: string): string {
  return foldName(text.replace(/\s+/g, ' ')) ?? text.trim();
}

/** @throws BadRequest for a label that is not in its canonical form */
export function checkNewLabel(label: string): void {
  checkNewKey(label, 'label');
}
