import { organizationPath } from '../paths.ts';

/** The page that creates a token for the directory. */
export function tokenPath(globalid: string): string {
  return organizationPath(globalid, 'directory', 'token');
}
