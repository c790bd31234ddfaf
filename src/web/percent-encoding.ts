import { BadRequest } from '../base/errors.ts';

/** Whether a query or form is percent-encoded properly and is UTF-8. */
export function isPercentEncoded(text: string): boolean {
  if (!text.includes('%')) return true;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Runs before any route reads its parameters, so that all routes answer alike. @throws BadRequest */
export function refuseMalformedPath(path: string): void {
  if (!path.includes('%')) return;
  if (!isPercentEncoded(path))
    throw new BadRequest('bad_request', { description: 'The path is not valid percent-encoded UTF-8.' });
  if (path.includes('%00'))
    throw new BadRequest('bad_request', { description: 'The path contains a NUL character.' });
}
