export const documentsPath = '/account/documents';
export const seePath = `${documentsPath}/see`;
export const contractsPath = `${documentsPath}/contracts`;
export const keystorePath = `${documentsPath}/keys`;
export const registryPath = `${documentsPath}/registry`;
export const newRegistryEntryPath = `${registryPath}/new`;

/** One document that an organization keeps at the user. @param version the newest if left out */
export function documentPath(globalid: string, uniqueid: string, version?: number): string {
  const path = `${seePath}/${encodeURIComponent(globalid)}/${encodeURIComponent(uniqueid)}`;
  return version === undefined ? path : `${path}?version=${version}`;
}

export function contractPath(contractId: string): string {
  return `${contractsPath}/${encodeURIComponent(contractId)}`;
}

/** The pages of one entry of the registry: without `page` the form to change it. */
export function registryEntryPath(key: string, page?: 'remove'): string {
  const path = `${registryPath}/entry/${encodeURIComponent(key)}`;
  return page === undefined ? path : `${path}/remove`;
}
