export const appsPath = '/account/apps';

/** The page of one application. */
export function appPath(client: string, page?: 'withdraw' | 'stop'): string {
  const path = `${appsPath}/${encodeURIComponent(client)}`;
  return page === undefined ? path : `${path}/${page}`;
}
