export const documentationPath = '/apidocumentation';

export const guideNames = ['tokens', 'first-call', 'endpoints', 'errors', 'limits'] as const;
export type GuideName = (typeof guideNames)[number];

export const searchPath = `${documentationPath}/search`;
export const consolePath = `${documentationPath}/console`;

/** @param name of a guide, or the path of a group */
export function pathOf(name: string): string {
  return `${documentationPath}/${name}`;
}

/** The page of an operation. @param group the path of its group */
export function operationPath(group: string, operation: string): string {
  return `${pathOf(group)}/${operation}`;
}
