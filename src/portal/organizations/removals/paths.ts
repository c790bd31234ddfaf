import { organizationPath } from '../paths.ts';
import type { RemovalName } from './acts.ts';

/** The page that asks for confirmation before a removal; its form posts to the same path. */
export function removalPath(
  globalid: string,
  target?: { readonly what: RemovalName; readonly name?: string; readonly who?: string },
): string {
  const path = organizationPath(globalid, 'remove');
  return target === undefined ? path : `${path}?${new URLSearchParams({ ...target })}`;
}
