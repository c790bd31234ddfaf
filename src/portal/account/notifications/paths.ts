/** Where the messages of invitations by name lead. */
export const notificationsPath = '/account/notifications';

/** The page on which the user shares what an organization requires. */
export function resolvePath(globalid: string): string {
  return `${notificationsPath}/${encodeURIComponent(globalid)}`;
}
