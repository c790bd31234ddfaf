import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { lockUser } from '../queries.ts';
import { authorizeAddress, fetchProfile, type ProviderAuthorization } from './connector.ts';
import { fetchPicture } from './picture.ts';
import type { LinkedProfile, Provider } from './providers.ts';
import {
  deleteLinkedAccount,
  insertFacebookAccount,
  insertGithubAccount,
  insertLinkedPicture,
  upsertLinkRequest,
  useLinkRequest,
} from './queries.ts';
import type { ProviderName } from './tables.ts';

export interface LinkingDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly log: Logger;
}

/** The user who links an account, in one browser session. */
export interface LinkingUser {
  readonly username: string;
  readonly sessionId: string;
}

const requestMilliseconds = 600_000;

/**
 * Begins to link an account: its user must consent at the provider.
 * @returns the URL to send the browser to
 * @throws TooManyRequests
 */
export async function startLinking(
  deps: LinkingDependencies,
  { now }: Pick<Actor, 'now'>,
  provider: Provider,
  { username, sessionId }: LinkingUser,
): Promise<string> {
  await countAttempts(deps.db, now, [['accountLinksOfAccount', username]]);
  const state = randomToken(tokenBytes.linkState);
  const request = { sessionId, provider: provider.name, stateHash: hashToken(state) };
  await upsertLinkRequest(deps.db, request, now, new Date(now.getTime() + requestMilliseconds));
  return authorizeAddress(provider, authorizationAt(deps, provider, state));
}

/** Uses up the state of `startLinking`. @returns whether the browser returned with the state of its session */
export function useState(
  { db }: LinkingDependencies,
  { now }: Pick<Actor, 'now'>,
  { name }: Provider,
  { sessionId, state }: { readonly sessionId: string; readonly state: string },
): Promise<boolean> {
  return useLinkRequest(db, { sessionId, provider: name, stateHash: hashToken(state) }, now);
}

/**
 * Links the account for which the browser brought a code, replacing one linked before. If its picture is unavailable,
 * the account is linked without it.
 * @throws UnusableReply; NotFound when the user has been deleted in the meantime
 */
export async function finishLinking(
  deps: LinkingDependencies,
  actor: Actor,
  provider: Provider,
  { username, code, state }: { readonly username: string; readonly code: string; readonly state: string },
): Promise<void> {
  const profile = await fetchProfile(provider, code, authorizationAt(deps, provider, state));
  const picture = await fetchPicture(provider, profile.picture, deps.log);
  await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    await deleteLinkedAccount(trx, provider.name, username);
    await insertAccount[provider.name](trx, username, profile, actor.now);
    const linked = { username, provider: provider.name };
    if (picture) await insertLinkedPicture(trx, linked, picture, actor.now);
    await recordEvent(trx, actor, 'linked_account.added', linked);
  });
}

/** Removes a linked account and its picture from the profile, if there is one. */
export function unlinkAccount(
  { db }: Pick<LinkingDependencies, 'db'>,
  actor: Actor,
  { username, provider }: { readonly username: string; readonly provider: ProviderName },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteLinkedAccount(trx, provider, username))) return;
    await recordEvent(trx, actor, 'linked_account.removed', { username, provider });
  });
}

/** The verifier is computed from the state, which only the browser and the provider know, so it is not stored. */
function authorizationAt(
  { sealing, publicUrl }: LinkingDependencies,
  { name }: Provider,
  state: string,
): ProviderAuthorization {
  const verifier = sealing.keyedHash(state, 'account link').toString('base64url');
  return { state, verifier, redirectUri: `${publicUrl}/${name}_callback` };
}

const insertAccount: Readonly<
  Record<
    ProviderName,
    (trx: Transaction<Database>, username: string, profile: LinkedProfile, linkedAt: Date) => Promise<void>
  >
> = { github: insertGithubAccount, facebook: insertFacebookAccount };
