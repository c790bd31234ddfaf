/** Where the account begins. */
export const overviewPath = '/account';
