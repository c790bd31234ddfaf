export const apiKeysPath = '/account/apikeys';
export const newKeyPath = `${apiKeysPath}/new`;

/** The pages of one key. */
export function keyPath(label: string, page: 'rename' | 'remove'): string {
  return `${apiKeysPath}/${page}/${encodeURIComponent(label)}`;
}
