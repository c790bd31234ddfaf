import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import type { Picture } from '../avatars/picture.ts';
import { lockUser } from '../queries.ts';
import { authorizeAddress, fetchProfile, type Trip } from './connector.ts';
import { fetchPicture } from './picture.ts';
import type { LinkedProfile, Provider } from './providers.ts';
import {
  deleteLinkedAccount,
  insertFacebookAccount,
  insertGithubAccount,
  insertLinkedPicture,
  takeLinkRequest,
  upsertLinkRequest,
} from './queries.ts';
import type { ProviderName } from './tables.ts';

export interface LinkingDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly log: Logger;
}

/** Who links, and in which session. */
export interface Linker {
  readonly username: string;
  readonly sessionId: string;
}

const requestMilliseconds = 600_000;

/**
 * Begins to link an account: its person has to agree at the provider.
 * @returns where to send the browser
 * @throws TooManyRequests
 */
export async function startLinking(
  deps: LinkingDependencies,
  provider: Provider,
  { username, sessionId }: Linker,
  now: Date,
): Promise<string> {
  await countAttempts(deps.db, now, [['accountLinksOfAccount', username]]);
  const state = randomToken(tokenBytes.linkState);
  const expires_at = new Date(now.getTime() + requestMilliseconds);
  const request = { session_id: sessionId, provider: provider.name, state_hash: hashToken(state) };
  await upsertLinkRequest(deps.db, { ...request, created_at: now, expires_at });
  return authorizeAddress(provider, tripOf(deps, provider, state));
}

/** Whether a browser comes back from where its session was sent; once. */
export function takeState(
  { db }: LinkingDependencies,
  { name }: Provider,
  { sessionId }: Linker,
  state: string,
  now: Date,
): Promise<boolean> {
  return takeLinkRequest(db, { session_id: sessionId, provider: name, state_hash: hashToken(state) }, now);
}

/**
 * Links the account of which a browser brought a code, in place of one linked before. A picture that cannot be had
 * keeps nothing from being linked.
 * @throws NoUsableReply; NotFound when the user is gone meanwhile
 */
export async function finishLinking(
  deps: LinkingDependencies,
  provider: Provider,
  { username }: Linker,
  answer: { readonly code: string; readonly state: string },
  now: Date,
  source: Actor,
): Promise<void> {
  const profile = await fetchProfile(provider, answer.code, tripOf(deps, provider, answer.state));
  const picture = await fetchPicture(provider, profile.picture, deps.log);
  await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    await deleteLinkedAccount(trx, provider.name, username);
    await insertAccount[provider.name](trx, username, profile, now);
    if (picture) await insertPicture(trx, username, provider.name, picture, now);
    await recordEvent(trx, source, 'linked_account.added', { username, provider: provider.name });
  });
}

/** Takes a linked account and its picture off the profile, if there is one. */
export async function unlink(
  trx: Transaction<Database>,
  provider: ProviderName,
  username: string,
  actor: Actor,
): Promise<void> {
  if (!(await deleteLinkedAccount(trx, provider, username))) return;
  await recordEvent(trx, actor, 'linked_account.removed', { username, provider });
}

/** The verifier is computed from the state, which only the browser and the provider have: there is nothing to store. */
function tripOf({ sealing, publicUrl }: LinkingDependencies, { name }: Provider, state: string): Trip {
  const verifier = sealing.keyedHash(state, 'account link').toString('base64url');
  return { state, verifier, redirectUri: `${publicUrl}/${name}_callback` };
}

type InsertAccount = (
  trx: Transaction<Database>,
  username: string,
  profile: LinkedProfile,
  now: Date,
) => Promise<void>;

const insertAccount: Readonly<Record<ProviderName, InsertAccount>> = {
  github: (trx, username, { id, login, name, link, picture }, now) =>
    insertGithubAccount(trx, {
      username,
      github_id: id,
      login,
      name,
      avatar_url: picture,
      html_url: link,
      linked_at: now,
    }),
  facebook: (trx, username, { id, name, link, picture }, now) =>
    insertFacebookAccount(trx, { username, facebook_id: id, name, link, picture, linked_at: now }),
};

function insertPicture(
  trx: Transaction<Database>,
  username: string,
  provider: ProviderName,
  picture: Picture,
  now: Date,
): Promise<void> {
  return insertLinkedPicture(trx, { username, provider, ...picture, created_at: now });
}
