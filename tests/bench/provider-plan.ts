import { createHmac } from 'node:crypto';

/** What the node-oidc-provider server is given. */
export interface ProviderPlan {
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** Private keys, one for each algorithm. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

export const providerIssuer = 'https://bench.example';
export const providerTable = 'bench_oidc_provider';

/** Naming it in `resource` makes the access token a JWT that is signed so. */
export function resourceFor(algorithm: string): string {
  return `urn:bench:${algorithm}`;
}

/** As our server keeps client secrets: a keyed hash. */
export function hashSecret(secret: string): Buffer {
  return createHmac('sha256', Buffer.alloc(32, 7)).update(secret, 'utf8').digest();
}
