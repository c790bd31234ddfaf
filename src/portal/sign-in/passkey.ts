import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { challengePasskey, signInWithPasskey } from '../../authentication/sign-in/with-passkey.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { destinationOf, pageQuery } from '../../web/destination.ts';
import { clientOf } from './client.ts';
import type { SignInDependencies } from './dependencies.ts';
import { findPending } from './pending.ts';

/** `POST /login/passkey/options` (JSON): a challenge, for the pending sign-in if there is one. */
export function passkeyOptions(deps: SignInDependencies): PageHandler {
  return async (page) => ({
    status: 200,
    json: await challengePasskey(deps, actorOfPage(page), await findPending(page)),
  });
}

/**
 * `POST /login/passkey` (JSON, `response` as text): signs in with a passkey, as the second factor or as the only step.
 */
export function confirmPasskey(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const response = readCredential<AuthenticationResponseJSON>(page);
    if (!response) return { status: 422 };
    const pending = await findPending(page);
    const clientId = await clientOf(deps, page.query);
    const login = { cookies: page.cookies, response, pending, clientId };
    const outcome = await signInWithPasskey(deps, actorOfPage(page, pending), login);
    if (outcome === 'refused') return { status: 422 };
    if (outcome === 'closed') return { status: 423, json: { error: 'account_closed' } };
    const query = outcome === 'completed' ? pending?.returnQuery : undefined;
    return { status: 200, json: { redirecturl: destinationOf(query ?? pageQuery(page)) } };
  };
}

/** Parses the browser's WebAuthn response, which the script sends as JSON. */
export function readCredential<Response>({ submission }: PageRequest): Response | undefined {
  try {
    const value: unknown = JSON.parse(submission.values.response ?? '');
    return typeof value === 'object' && value !== null ? (value as Response) : undefined;
  } catch {
    return undefined;
  }
}
