import type { Transaction } from 'kysely';
import type { Factor } from '../../audit/events.ts';
import { maskNetwork } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { SignInDependencies } from '../../portal/sign-in/dependencies.ts';
import type { Database } from '../../schema.ts';
import { deletePendingLogin } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/sessions.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { destinationOf } from '../../web/destination.ts';
import { trustDevice } from '../devices/devices.ts';
import { type Method, methodOf } from './methods.ts';
import { tellNewSignIn } from './notices.ts';
import { isAccountOpen } from './queries.ts';

/** A pending sign-in always has a user. */
export type PendingLogin = Session & { readonly username: string };

/** How the second factor was proved. */
export interface FactorProof {
  /** RFC 8176. */
  readonly amr: readonly string[];
  readonly factor: Factor;
  /** To which a text message went. */
  readonly phoneNumber?: string;
  /** Uses the code up. @returns false when somebody was faster, or it is no longer good */
  spend(trx: Transaction<Database>): Promise<boolean>;
}

/**
 * Signs somebody in whose password was right and who proved a second factor: in place of the pending sign-in the
 * browser gets a session with a cookie of its own. A pending sign-in becomes one session at most.
 * @returns where to go on; undefined when the proof, the pending sign-in or the account is gone
 */
export async function completeSignIn(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  proof: FactorProof,
): Promise<string | undefined> {
  try {
    await inTransaction(deps.db, async (trx) => {
      const isProved =
        (await proof.spend(trx)) &&
        (await deletePendingLogin(trx, pending.session_id)) &&
        (await isAccountOpen(trx, pending.username));
      if (!isProved) throw new NotProved();
      const amr = [...pending.amr, ...proof.amr];
      const { username, client_id } = pending;
      const method = await methodOf(trx, username, proof);
      const session = await startInteractive(deps, trx, page, { ...pending, amr, method });
      const source = actorOfPage(page, { ...session, client_id });
      await recordEvent(trx, source, 'factor.succeeded', { username, factor: proof.factor });
      await recordEvent(trx, source, 'signin.succeeded', { username });
    });
  } catch (error) {
    if (error instanceof NotProved) return undefined;
    throw error;
  }
  page.cookies.remove('pending_login');
  return destinationOf(pending.return_query);
}

/** Undoes what was written before it became clear. */
class NotProved extends Error {}

/** What a full sign-in starts from. */
export type ProvedLogin = Pick<
  PendingLogin,
  'username' | 'client_id' | 'amr' | 'is_kept_signed_in' | 'authenticated_at'
> & { readonly method: Method | undefined };

/** Starts the session of somebody who proved everything, and remembers that for the browser. */
export async function startInteractive(
  deps: SignInDependencies,
  trx: Transaction<Database>,
  page: PageRequest,
  login: ProvedLogin,
): Promise<Session> {
  const { cookies, now, userAgent, network } = page;
  const { username, client_id: clientId, method } = login;
  const { isUnknown } = await trustDevice(trx, page, { username, clientId, method });
  if (isUnknown) await tellNewSignIn(deps, trx, page, username);
  await deps.sessions.end(trx, cookies, 'protected');
  return deps.sessions.start(
    trx,
    cookies,
    {
      purpose: 'interactive',
      username,
      isKeptSignedIn: login.is_kept_signed_in,
      amr: login.amr,
      authenticatedAt: login.authenticated_at ?? now,
      userAgent,
      maskedIp: maskNetwork(network),
    },
    now,
  );
}
