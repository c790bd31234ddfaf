import { organizationPath } from '../paths.ts';

/** The page that makes a token of the directory. */
export function tokenPath(globalid: string): string {
  return organizationPath(globalid, 'directory', 'token');
}
