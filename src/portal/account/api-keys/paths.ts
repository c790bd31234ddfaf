export const apiKeysPath = '/account/apikeys';
export const newKeyPath = `${apiKeysPath}/new`;

/** The path of a page about one key. */
export function keyPath(label: string, page: 'rename' | 'remove'): string {
  return `${apiKeysPath}/${page}/${encodeURIComponent(label)}`;
}
