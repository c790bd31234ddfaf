import { BadRequest } from '../base/errors.ts';

/** Whether a query or form is percent-encoded properly: every sign stands for a byte, and the bytes are UTF-8. */
export function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Before any route looks at its parameters, with one answer for all of them. @throws BadRequest */
export function refuseMalformedPath(path: string): void {
  if (!path.includes('%')) return;
  if (!isPercentEncoded(path))
    throw new BadRequest('bad_request', { description: 'The path is not valid percent-encoded UTF-8.' });
  if (path.includes('%00'))
    throw new BadRequest('bad_request', { description: 'The path contains a NUL character.' });
}
