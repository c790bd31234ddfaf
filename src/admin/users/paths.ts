export const usersPath = '/admin/users';

/** What an operator can do to an account; also the last segment of its address. */
export type UserActName =
  | 'lock'
  | 'unlock'
  | 'sign-out'
  | 'reset-factors'
  | 'cancel-reset'
  | 'resend'
  | 'delete'
  | 'cancel-deletion';

/** The address of a user, or of an action on the account. */
export function userPath(username: string, act?: UserActName): string {
  const path = `${usersPath}/${encodeURIComponent(username)}`;
  return act === undefined ? path : `${path}/${act}`;
}
