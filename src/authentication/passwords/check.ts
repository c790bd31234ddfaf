import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts, forgetAttempts, isLastAttempt, passwordCounts } from '../../rate-limits/attempts.ts';
import { updateWeakHash } from '../../users/password-queries.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import type { Cookies } from '../../web/cookies.ts';
import { findKnownDevice } from '../devices/acts.ts';
import { deleteRememberedSecondFactors } from '../devices/queries.ts';
import type { AuthenticationDependencies } from '../sign-in/dependencies.ts';
import { recordPasswordFailure } from '../sign-in/failures.ts';
import { findAccount, type SignInAccount } from '../sign-in/queries.ts';
import { maximumPasswordLength } from './rules.ts';

export type PasswordCheckDependencies = Pick<
  AuthenticationDependencies,
  'db' | 'passwords' | 'messages' | 'publicUrl'
>;

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** A wrong password makes this client's next sign-in ask for the second factor. */
  readonly clientId?: string | undefined;
  /** The cookies of the browser; absent for programs. */
  readonly cookies?: Cookies | undefined;
}

/**
 * Finds the account for a name and password. An unknown name, a wrong password and a closed account get the
 * same refusal, and take the same statements and one hash.
 * @returns undefined when the name or password is wrong, or the account is closed
 * @throws TooManyRequests
 */
export async function checkPassword(
  deps: PasswordCheckDependencies,
  actor: Actor,
  credentials: Credentials,
): Promise<SignInAccount | undefined> {
  const account = await verifyPassword(deps, actor, credentials);
  return account?.isClosed ? undefined : account;
}

/**
 * Like `checkPassword`, but also returns an account that is locked or about to be erased, so that its user
 * can be told. Nothing else may be done with such an account.
 */
export async function verifyPassword(
  deps: PasswordCheckDependencies,
  actor: Actor,
  { login, password, clientId, cookies }: Credentials,
): Promise<SignInAccount | undefined> {
  const { db, passwords } = deps;
  const typed = readSearchText(login);
  const account = await findAccount(db, typed);
  const device = cookies && (await findKnownDevice(db, cookies, account?.username ?? '', actor.now));
  const name = account?.username ?? typed.username;
  const counts = passwordCounts(name, actor.network, device?.deviceId);
  const states = await countAttempts(db, actor.now, counts.all);
  const isUsable = [...password].length <= maximumPasswordLength;
  const stored = (isUsable && account?.passwordHash) || undefined;
  const { matches, needsRehash } = await passwords.verify(isUsable ? password : '', stored);
  if (!account || !matches || account.isClosed) {
    const failure = { name, account, isLast: isLastAttempt(states, counts.account) };
    await inTransaction(db, (trx) => recordPasswordFailure(deps, trx, actor, failure));
    if (clientId !== undefined) await deleteRememberedSecondFactors(db, account?.username ?? '', clientId);
    return matches ? account : undefined;
  }
  await forgetAttempts(db, counts.account);
  if (needsRehash) await rehashPassword(deps, account, password);
  return account;
}

async function rehashPassword(
  { db, passwords }: PasswordCheckDependencies,
  { username, passwordHash }: SignInAccount,
  password: string,
): Promise<void> {
  await updateWeakHash(db, username, passwordHash ?? '', await passwords.hash(password));
}
