import { findCredential } from '../../access/credentials.ts';
import { confirmPossession } from '../../access/possession.ts';
import { Unauthenticated } from '../../base/errors.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import type { PresentedProof } from '../../tokens/dpop/proof.ts';
import { readPresentedJwt } from '../../tokens/presented-jwt.ts';
import type { Handler } from '../../web/endpoints.ts';
import { actorOfClient } from '../actor-of-client.ts';
import type { WithClient } from '../client-authentication.ts';
import { readParameters } from '../parameters.ts';
import { bareJwt } from './direct.ts';
import type { JwtDependencies } from './exchange.ts';
import { type JwtRenewalDependencies, type RenewableJwt, type RotatingClient, renewJwt } from './renewal.ts';
import { readRenewalRequest } from './request.ts';

export interface JwtRefreshDependencies extends JwtDependencies, JwtRenewalDependencies {
  readonly jwtRefresh: ProtocolSettings['jwtRefresh'];
  readonly withClient: WithClient;
}

/**
 * `/v1/oauth/jwt/refresh`: renews a JWT, expired or not, for a day from now. Where refresh tokens rotate,
 * the client authenticates with parameters, because the JWT is in the `Authorization` header.
 */
export function jwtRefreshEndpoint(deps: JwtRefreshDependencies): Handler {
  return async (context) => {
    const { request, response } = context;
    const parameters = await readParameters(context);
    const jwt = await presentedJwt(deps, request.headers.authorization, deps.dpop.present(request, response));
    const renew = (rotating?: RotatingClient) =>
      renewJwt(deps, jwt, { ...readRenewalRequest(parameters), now: deps.clock.now(), rotating });
    const unsigned =
      deps.jwtRefresh === 'keep'
        ? await renew()
        : await deps.withClient(context, parameters, (client) => {
            const actor = actorOfClient(context, client, deps.clock.now());
            return renew({ client, actor });
          });
    if (!unsigned) throw new Unauthenticated('invalid_token', { detail: 'the JWT cannot be refreshed' });
    if (deps.jwtRefresh === 'keep') context.caller = unsigned.basis;
    return bareJwt(await deps.signJwt(unsigned.claims, unsigned.algorithm));
  };
}

async function presentedJwt(
  { jwtVerifier, dpop }: JwtDependencies,
  authorization: string | undefined,
  presented: PresentedProof,
): Promise<RenewableJwt> {
  const credential = findCredential(authorization, []);
  if (!credential) throw new Unauthenticated();
  if (credential.kind !== 'jwt') throw new Unauthenticated('invalid_token', { detail: 'not a JWT' });
  const claims = await jwtVerifier.verifyIgnoringExpiry(credential.token);
  const { refresh_token: refreshToken } = claims;
  const jwt = readPresentedJwt(claims);
  await confirmPossession(dpop, credential, jwt.access.jkt, presented);
  return {
    ...jwt,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
  };
}
