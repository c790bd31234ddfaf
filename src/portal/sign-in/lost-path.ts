/** The page for users who have lost their second factor. */
export const lostPath = '/login/2fa/lost';
