import { findCredential, type TokenCredential } from '../../access/credentials.ts';
import { confirmPossession } from '../../access/possession.ts';
import type { Clock } from '../../base/clock.ts';
import { Unauthenticated } from '../../base/errors.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import type { JwtVerifier } from '../../crypto/jwt.ts';
import type { Dpop } from '../../tokens/dpop/dpop.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';
import { readPresentedJwt } from '../../tokens/presented-jwt.ts';
import type { Handler } from '../../web/endpoints.ts';
import { readParameters } from '../parameters.ts';
import { bareJwt } from './direct.ts';
import {
  exchangeJwt,
  exchangeToken,
  type JwtIssuingDependencies,
  type TokenPresenter,
  type UnsignedJwt,
} from './prepare.ts';
import { type JwtRequest, readJwtRequest, withinAudience } from './request.ts';

export interface JwtDependencies extends JwtIssuingDependencies {
  readonly clock: Clock;
  readonly signJwt: KeyRing['sign'];
  readonly jwtVerifier: JwtVerifier;
  readonly dpop: Dpop;
  readonly offlineScopes: ProtocolSettings['offlineScopes'];
  /** If true, a JWT made from another JWT keeps its audience. */
  readonly keepsAudience: boolean;
}

/**
 * `/v1/oauth/jwt`: exchanges an opaque token or a JWT for a JWT with the same or fewer scopes.
 */
export function jwtEndpoint(deps: JwtDependencies): Handler {
  const { clock, signJwt } = deps;
  return async (context) => {
    const { request, response } = context;
    const parameters = await readParameters(context);
    const credential = findCredential(request.headers.authorization, []);
    if (!credential) throw new Unauthenticated();
    const jwtRequest = readJwtRequest(parameters, deps.offlineScopes);
    const presented = deps.dpop.present(request, response);
    const presenter = {
      async confirm(jkt: string | undefined) {
        await confirmPossession(deps.dpop, credential, jkt, presented);
        return jkt;
      },
    };
    const { claims, algorithm, basis } = await exchange(deps, credential, presenter, jwtRequest, clock.now());
    context.caller = basis;
    return bareJwt(await signJwt(claims, algorithm));
  };
}

/**
 * Exchanges a token for a JWT, within the audience of that token if the settings demand it.
 * @throws Unauthenticated `invalid_token`, `insufficient_scope`, or OAuthError `invalid_target`
 */
export async function exchange(
  deps: Omit<JwtDependencies, 'signJwt'>,
  { kind, token }: TokenCredential,
  presenter: TokenPresenter,
  request: JwtRequest,
  now: Date,
): Promise<UnsignedJwt> {
  if (kind === 'opaque') return exchangeToken(deps, token, presenter, request, now);
  const presented = readPresentedJwt(await deps.jwtVerifier.verify(token));
  const { audience } = presented.access;
  const narrowed = deps.keepsAudience ? withinAudience(audience, request) : request;
  return exchangeJwt(deps, presented, presenter, narrowed, now);
}
