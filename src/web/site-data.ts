import type { ServerResponse } from 'node:http';

/** Makes a browser delete what it stores for this site after sign-out (Clear Site Data). */
export function clearSiteData(response: ServerResponse): void {
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
