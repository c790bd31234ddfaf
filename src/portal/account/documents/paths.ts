export const documentsPath = '/account/documents';
export const seePath = `${documentsPath}/see`;
export const contractsPath = `${documentsPath}/contracts`;
export const keystorePath = `${documentsPath}/keys`;
export const registryPath = `${documentsPath}/registry`;
export const newRegistryEntryPath = `${registryPath}/new`;

/** A document that an organization stores for the user. @param version the newest if omitted */
export function documentPath(globalid: string, uniqueid: string, version?: number): string {
  const path = `${seePath}/${encodeURIComponent(globalid)}/${encodeURIComponent(uniqueid)}`;
  return version === undefined ? path : `${path}?version=${version}`;
}

export function contractPath(contractId: string): string {
  return `${contractsPath}/${encodeURIComponent(contractId)}`;
}

export const entryPath = `${registryPath}/entry`;

/**
 * The address of a registry entry: without `page`, the form that changes it. The key is in the query, because browsers
 * take a path segment of dots for a direction.
 */
export function registryEntryPath(key: string, page?: 'remove'): string {
  const path = page === undefined ? entryPath : `${entryPath}/remove`;
  return `${path}?${new URLSearchParams({ key })}`;
}
