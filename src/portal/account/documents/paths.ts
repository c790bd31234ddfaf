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

/** The path of a registry entry: without `page`, the form that changes it. */
export function registryEntryPath(key: string, page?: 'remove'): string {
  const path = `${registryPath}/entry/${encodeURIComponent(key)}`;
  return page === undefined ? path : `${path}/remove`;
}
