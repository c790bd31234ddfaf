import { organizationPath } from '../paths.ts';
import type { RemovalName } from './acts.ts';

/** The page that asks before something is removed, and where its form posts. */
export function removalPath(
  globalid: string,
  target?: { readonly what: RemovalName; readonly name?: string; readonly who?: string },
): string {
  const path = organizationPath(globalid, 'remove');
  return target === undefined ? path : `${path}?${new URLSearchParams({ ...target })}`;
}
