export const organizationsPath = '/organizations';

/** Not below `/organizations`, where every name may be a globalid. */
export const newOrganizationPath = '/new-organization';

/** @param rest the segments of the path below the organization, not yet encoded */
export function organizationPath(globalid: string, ...rest: readonly string[]): string {
  return [organizationsPath, ...[globalid, ...rest].map(encodeURIComponent)].join('/');
}
