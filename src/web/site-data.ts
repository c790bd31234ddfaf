import type { ServerResponse } from 'node:http';

/** Has a browser drop what it keeps of this site, which a signed-out user leaves behind (Clear Site Data). */
export function clearSiteData(response: ServerResponse): void {
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
