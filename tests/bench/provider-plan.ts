import { createHmac } from 'node:crypto';

/** What the node-oidc-provider server receives. */
export interface ProviderPlan {
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** Private keys, one for each algorithm. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

export const providerIssuer = 'https://bench.example';
export const providerTable = 'bench_oidc_provider';

/** A `resource` that makes the access token a JWT signed with this algorithm. */
export function resourceFor(algorithm: string): string {
  return `urn:bench:${algorithm}`;
}

/** Client secrets as our server keeps them: a keyed hash. */
export function hashSecret(secret: string): Buffer {
  return createHmac('sha256', Buffer.alloc(32, 7)).update(secret, 'utf8').digest();
}
