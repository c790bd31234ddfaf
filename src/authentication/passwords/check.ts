import { inTransaction } from '../../db/pg-errors.ts';
import { hasOrganization } from '../../organizations/queries.ts';
import type { SignInDependencies } from '../../portal/sign-in/dependencies.ts';
import { countAttempts, forgetAttempts, isLastAttempt, passwordCounts } from '../../rate-limits/limits.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { updateWeakHash } from '../../users/queries.ts';
import { knownDevice } from '../devices/devices.ts';
import { deleteRememberedSecondFactors } from '../devices/queries.ts';
import { recordPasswordFailure } from '../sign-in/failures.ts';
import { readIdentifier } from '../sign-in/identifier.ts';
import { findAccount, type SignInAccount } from '../sign-in/queries.ts';

const maximumPasswordLength = 256;

export interface PasswordProof {
  readonly login: string;
  readonly password: string;
  readonly clientId: string | undefined;
}

/**
 * Whose password it is. An unknown name, a wrong password and a closed account are one refusal, and take the same
 * statements and one hash. A wrong password for a client makes the client's next sign-in ask for the second factor.
 * @returns undefined when the two do not belong together
 * @throws TooManyRequests
 */
export async function checkPassword(
  deps: SignInDependencies,
  page: PageRequest,
  { login, password, clientId }: PasswordProof,
): Promise<SignInAccount | undefined> {
  const { db, passwords } = deps;
  const typed = readIdentifier(login);
  const account = await findAccount(db, typed);
  const device = await knownDevice(db, page.cookies, account?.username ?? '', page.now);
  const name = account?.username ?? typed.username;
  const counts = passwordCounts(name, page.network, device?.device_id);
  const standings = await countAttempts(db, page.now, counts.all);
  const isUsable = [...password].length <= maximumPasswordLength && account?.is_closed !== true;
  const stored = (isUsable && account?.password_hash) || undefined;
  const { matches, needsRehash } = await passwords.verify(isUsable ? password : '', stored);
  if (!account || !matches) {
    const failure = { name, account, isLast: isLastAttempt(standings, counts.account) };
    await inTransaction(db, (trx) => recordPasswordFailure(deps, trx, page.now, actorOfPage(page), failure));
    if (clientId !== undefined) await deleteRememberedSecondFactors(db, account?.username ?? '', clientId);
    return undefined;
  }
  await forgetAttempts(db, counts.account);
  if (needsRehash) await strengthen(deps, account, password);
  return account;
}

async function strengthen(
  { db, passwords }: SignInDependencies,
  { username, password_hash }: SignInAccount,
  password: string,
): Promise<void> {
  await updateWeakHash(db, username, password_hash ?? '', await passwords.hash(password));
}

/** The organization that a page of a sign-in is about, if there is such an organization. */
export async function clientOf(
  { db }: SignInDependencies,
  query: URLSearchParams,
): Promise<string | undefined> {
  const clientId = query.get('client_id') ?? '';
  if (clientId === '' || /[\0]/.test(clientId)) return undefined;
  return (await hasOrganization(db, clientId)) ? clientId : undefined;
}
