import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import type { ApiError } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../schema.ts';
import { createNonces, nonceSpanSeconds } from './nonces.ts';
import { type PresentedProof, type Proof, type ProofProblem, type ProofRules, readProof } from './proof.ts';
import { insertProof } from './queries.ts';

/** Demonstrating proof of possession (RFC 9449): clients prove that they hold the key that a token is bound to. */
export interface Dpop {
  /** The proof in a request, not yet checked. Offers a nonce in the response to clients that use DPoP. */
  present(
    request: IncomingMessage & { readonly originalUrl?: string },
    response: ServerResponse,
  ): PresentedProof;
  /**
   * Checks a proof without using it up.
   * @param refusal creates the error to throw for a problem
   * @param accessToken the access token that is sent with the proof, at a resource
   */
  check(
    presented: PresentedProof,
    refusal: (problem: ProofProblem) => ApiError,
    accessToken?: string,
  ): Promise<Proof>;
  /** Uses up a proof, in one statement. @throws the error of `refusal` when it was already used */
  useUp(proof: Proof, refusal: (problem: ProofProblem) => ApiError): Promise<void>;
}

export interface DpopDependencies extends Pick<ProofRules, 'dpopNonce'> {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** The base of all URLs. Never taken from the Host header. */
  readonly publicUrl: string;
}

export function createDpop({ db, clock, sealing, publicUrl, dpopNonce }: DpopDependencies): Dpop {
  const nonces = createNonces(sealing);
  return {
    present(request, response) {
      const { headers, method = '', originalUrl = request.url ?? '' } = request;
      const proof = headers.dpop;
      if (proof !== undefined || /^dpop /i.test(headers.authorization ?? ''))
        response.setHeader('DPoP-Nonce', nonces.current(clock.now()));
      const [path = ''] = originalUrl.split('?', 1);
      return { proof: typeof proof === 'string' ? proof : proof?.join(), method, uri: publicUrl + path };
    },
    async check(presented, refusal, accessToken) {
      const proof = await readProof({ nonces, dpopNonce }, presented, clock.now(), accessToken);
      if ('code' in proof) throw refusal(proof);
      return proof;
    },
    async useUp({ hash }, refusal) {
      const expiresAt = new Date(clock.now().getTime() + nonceSpanSeconds * 1000);
      if (await insertProof(db, hash, expiresAt)) return;
      throw refusal({
        code: 'invalid_dpop_proof',
        description: 'The DPoP proof was already used: create a new one.',
      });
    },
  };
}
