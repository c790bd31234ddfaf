/** The profile of the server that clients meet; the files in `strict/` run the same tests under the strict one. */
export const underTest: { profile: 'compatible' | 'strict' } = { profile: 'compatible' };
