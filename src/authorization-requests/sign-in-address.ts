import type { Sealing } from '../crypto/sealing.ts';
import { authorizePath } from '../web/destination.ts';
import type { AuthorizeRequest } from './authorization-request.ts';
import type { PendingRequest } from './queries.ts';
import { reauthenticationParameter, reauthenticationValue, requiresSignIn } from './reauthentication.ts';
import { parameterOf } from './request-parameters.ts';

/** The address of the authorization endpoint with these parameters. */
export function selfAddress(parameters: URLSearchParams): string {
  return `${authorizePath}?${parameters}`;
}

/** The page for signing in, or with `register` for signing up, from which the user returns to the same request. */
export function signInAddress(sealing: Sealing, request: AuthorizeRequest, now: Date): string {
  const { parameters, address, clientId, prompt } = request;
  const registers = prompt.has('create') || parameterOf(parameters, 'register') !== undefined;
  const page = registers ? '/register' : '/login';
  const since = requiresSignIn(request) ? reauthenticationValue(sealing, clientId, now) : undefined;
  return pageAddress(page, address, since);
}

/** The page on which users enter the code of a device. */
export const devicePath = '/device';

/** The address at which a user can be asked the same again. */
export function askAgainAddress({ query, deviceHash }: PendingRequest): string {
  return deviceHash ? devicePath : selfAddress(new URLSearchParams(query));
}

/** The page for signing in as another user. */
export function otherAccountAddress(
  sealing: Sealing,
  { query, clientId, deviceHash }: PendingRequest,
  now: Date,
): string {
  if (deviceHash) return `/login?${new URLSearchParams({ endpoint: devicePath, prompt: 'login' })}`;
  return pageAddress('/login', new URLSearchParams(query), reauthenticationValue(sealing, clientId, now));
}

function pageAddress(page: string, parameters: URLSearchParams, since: string | undefined): string {
  const own = ['endpoint', reauthenticationParameter];
  const query = new URLSearchParams([...parameters].filter(([name]) => !own.includes(name)));
  if (since !== undefined) query.set(reauthenticationParameter, since);
  query.set('endpoint', authorizePath);
  return `${page}?${query}`;
}
