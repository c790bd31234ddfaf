import { organizationPath } from '../paths.ts';

export function clientsPath(globalid: string): string {
  return organizationPath(globalid, 'clients');
}

/** Why requests of the clients were refused. */
export function logPath(globalid: string): string {
  return organizationPath(globalid, 'clients', 'log');
}

/** A key keeps its id whatever it is called. @param rest below the client's page */
export function clientPath(globalid: string, keyId: string, ...rest: readonly string[]): string {
  return organizationPath(globalid, 'clients', keyId, ...rest);
}
