import { hash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type TestApp, testUrl } from '../support/app.ts';
import { secondsOf } from './exchange.ts';

/** Changes to a valid proof. */
export interface ProofChange {
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
}

export interface ProvenRequest extends ProofChange {
  readonly method?: string;
  readonly path?: string;
  /** The token that the proof is sent with. */
  readonly token?: string;
}

/** A client's key. */
export interface DpopKey {
  readonly jkt: string;
  readonly privateJwk: object;
  /** A proof for a request to this server, by default to the token endpoint. */
  prove(app: TestApp, request?: ProvenRequest): Promise<string>;
}

export async function newDpopKey(alg = 'ES256'): Promise<DpopKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    jkt: await calculateJwkThumbprint(jwk),
    privateJwk: await exportJWK(privateKey),
    async prove(app, { method = 'POST', path = '/v1/oauth/access_token', token, claims, header } = {}) {
      const usual = { jti: randomUUID(), htm: method, htu: testUrl + path, iat: secondsOf(app) };
      const ath = token === undefined ? {} : { ath: hash('sha256', token, 'base64url') };
      return new SignJWT({ ...usual, ...ath, ...claims })
        .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk, ...header })
        .sign(privateKey);
    },
  };
}
