export const organizationsPath = '/admin/organizations';

/** The address of an organization, or of the page that deletes it. */
export function organizationPath(globalid: string, act?: 'delete'): string {
  const path = `${organizationsPath}/${encodeURIComponent(globalid)}`;
  return act === undefined ? path : `${path}/${act}`;
}
