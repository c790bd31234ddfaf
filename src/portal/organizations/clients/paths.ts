import { organizationPath } from '../paths.ts';

export function clientsPath(globalid: string): string {
  return organizationPath(globalid, 'clients');
}

/** The page with the refused requests of the clients. */
export function logPath(globalid: string): string {
  return organizationPath(globalid, 'clients', 'log');
}

/** Paths use the id of a key, which renaming does not change. @param rest below the client's page */
export function clientPath(globalid: string, keyId: string, ...rest: readonly string[]): string {
  return organizationPath(globalid, 'clients', keyId, ...rest);
}
