/** The ways back for who has lost the second factor. */
export const lostPath = '/login/2fa/lost';
