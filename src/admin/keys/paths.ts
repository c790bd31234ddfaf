import type { SigningAlgorithm } from '../../crypto/jwt.ts';

export const keysPath = '/admin/keys';

/** The page that asks for confirmation before a key is withdrawn. */
export function withdrawPath(kid: string): string {
  return `${keysPath}/withdraw/${encodeURIComponent(kid)}`;
}

/** The page that asks for confirmation before a new key is created. */
export function rotatePath(algorithm: SigningAlgorithm): string {
  return `${keysPath}/rotate/${algorithm}`;
}
