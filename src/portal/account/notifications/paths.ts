/** The page that messages about invitations by name link to. */
export const notificationsPath = '/account/notifications';

/** The page where the user shares what an organization requires. */
export function resolvePath(globalid: string): string {
  return `${notificationsPath}/${encodeURIComponent(globalid)}`;
}
