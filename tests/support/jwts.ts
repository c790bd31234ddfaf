import { randomUUID } from 'node:crypto';
import type { SigningAlgorithm } from '../../src/crypto/jwt.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { createKeyRing } from '../../src/tokens/key-ring.ts';
import { type TestApp, testKey } from './app.ts';

/** Signs any claims with the server's key; `exp` is an hour from now by default. */
export function signClaims(
  { database: { db }, clock }: TestApp,
  claims: Readonly<Record<string, unknown>>,
  algorithm?: SigningAlgorithm,
): Promise<string> {
  const exp = Math.floor(clock.now().getTime() / 1000) + 3600;
  const ring = createKeyRing({ db, sealing: createSealing([testKey]), clock });
  return ring.sign({ iss: 'itsyouonline', exp, ...claims }, algorithm);
}

/** A JWT of a code flow: for a user, a client and a grant. */
export function signGrantJwt(
  app: TestApp,
  { username, client, grantId, scopes = ['user:name'], ...more }: GrantJwt,
): Promise<string> {
  const jti = `${grantId}.${randomUUID()}`;
  return signClaims(app, { username, azp: client, scope: [...scopes], jti, sub: username, ...more });
}

export interface GrantJwt {
  readonly username: string;
  readonly client: string;
  readonly grantId: string;
  readonly scopes?: readonly string[];
  readonly [claim: string]: unknown;
}
