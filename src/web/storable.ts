import { BadRequest } from '../base/errors.ts';

/** @throws BadRequest for text that PostgreSQL cannot store */
export function storable(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new BadRequest('bad_request', {
      description: 'Text must be well-formed Unicode without NUL characters.',
    });
  }
  return text;
}
