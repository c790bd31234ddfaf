import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import {
  authenticationOptions,
  checkAuthentication,
  type PasskeyProof,
} from '../../authentication/passkeys/ceremonies.ts';
import { updatePasskey } from '../../authentication/passkeys/queries.ts';
import { clientOf } from '../../authentication/passwords/check.ts';
import { completeSignIn, startInteractive } from '../../authentication/sign-in/complete.ts';
import { isAccountOpen } from '../../authentication/sign-in/queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { destinationOf, pageQuery } from '../../web/destination.ts';
import type { SignInDependencies } from './dependencies.ts';
import { findPending } from './pending.ts';

/** `POST /login/passkey/options` (JSON): a challenge, for the pending sign-in if there is one. */
export function passkeyOptions(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await countAttempts(deps.db, page.now, [['passkeysFromNetwork', page.network]]);
    const options = await authenticationOptions(deps, await findPending(page), page.now);
    return { status: 200, json: options };
  };
}

/** `POST /login/passkey` (JSON, `response` as text): as second factor, or as the only step. */
export function confirmPasskey(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const response = readCredential<AuthenticationResponseJSON>(page);
    if (!response) return refused;
    const pending = await findPending(page);
    const proof = await checkAuthentication(deps, [null, pending?.session_id], response, page.now);
    if (!proof) return refused;
    if (pending && proof.passkey.username === pending.username) {
      const factor = { amr: ['hwk'], factor: 'passkey' } as const;
      const spend = (trx: Transaction<Database>) => storeUse(trx, proof, page.now);
      return answerOf(await completeSignIn(deps, page, pending, { ...factor, spend }));
    }
    return proof.isUserVerified ? signInByPasskey(deps, page, proof) : refused;
  };
}

const refused: Answer = { status: 422 };

function answerOf(destination: string | undefined): Answer {
  return destination === undefined ? refused : { status: 200, json: { redirecturl: destination } };
}

/** What a script made of the browser's answer. */
export function readCredential<Response>({ submission }: PageRequest): Response | undefined {
  try {
    const value: unknown = JSON.parse(submission.values.response ?? '');
    return typeof value === 'object' && value !== null ? (value as Response) : undefined;
  } catch {
    return undefined;
  }
}

/** @returns false when the passkey was removed meanwhile */
export function storeUse(
  trx: Transaction<Database>,
  { passkey, signCount, isBackedUp }: PasskeyProof,
  now: Date,
): Promise<boolean> {
  const use = { sign_count: signCount, is_backed_up: isBackedUp, last_used_at: now };
  return updatePasskey(trx, Buffer.from(passkey.credential_id), use);
}

/** A passkey whose device made sure who holds it is both factors at once. */
async function signInByPasskey(
  deps: SignInDependencies,
  page: PageRequest,
  proof: PasskeyProof,
): Promise<Answer> {
  const { username } = proof.passkey;
  const clientId = (await clientOf(deps, page.query)) ?? null;
  const login = { username, client_id: clientId, amr: ['hwk', 'user'], is_kept_signed_in: false };
  const isDone = await inTransaction(deps.db, async (trx) => {
    if (!(await isAccountOpen(trx, username)) || !(await storeUse(trx, proof, page.now))) return false;
    const proved = { ...login, method: 'passkey', authenticated_at: page.now } as const;
    const session = await startInteractive(deps, trx, page, proved);
    const source = actorOfPage(page, { ...session, client_id: clientId });
    await recordEvent(trx, source, 'factor.succeeded', { username, factor: 'passkey' });
    await recordEvent(trx, source, 'signin.succeeded', { username });
    return true;
  });
  if (!isDone) return refused;
  await deps.sessions.end(deps.db, page.cookies, 'pending_login');
  return answerOf(destinationOf(pageQuery(page)));
}
