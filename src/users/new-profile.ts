import type { Transaction } from 'kysely';
import type { FacebookAccount, GithubAccount, NewUser } from '../../generated/types.ts';
import { BadRequest } from '../base/errors.ts';
import { parseTimestamp } from '../base/timestamp.ts';
import { cleanName } from '../names/freeform.ts';
import type { Database } from '../schema.ts';
import { addressKind } from './addresses/queries.ts';
import { toAddressEntry } from './addresses/views.ts';
import { bankAccountKind } from './bank-accounts/queries.ts';
import { digitalWalletKind } from './digital-wallet/queries.ts';
import { toWalletEntry } from './digital-wallet/views.ts';
import { emailAddressKind } from './email-addresses/queries.ts';
import { toEmailEntry } from './email-addresses/views.ts';
import { insertFirstEntries } from './labelled-entries/queries.ts';
import { insertFacebookAccount, insertGithubAccount } from './linked-accounts/queries.ts';
import { checkedPersonName } from './person-name.ts';
import { phoneNumberKind } from './phone-numbers/queries.ts';
import { toPhoneEntry } from './phone-numbers/views.ts';
import { publicKeyKind } from './public-keys/queries.ts';
import { insertUser } from './queries.ts';

/**
 * Stores a user as an organization describes one (operation CreateUser). There is no password, and no contact is
 * validated.
 * @throws BadRequest; Conflict `user_exists`, `organization_exists`, `duplicate_label` or `too_many_entries`
 */
export async function insertProfile(trx: Transaction<Database>, user: NewUser, now: Date): Promise<void> {
  const { username } = user;
  const firstName = checkedPersonName(user.firstname, 'firstname');
  const lastName = checkedPersonName(user.lastname, 'lastname');
  const expiresAt = user.expire === undefined ? undefined : parseTimestamp(user.expire, 'expire');
  const emailAddresses = user.emailaddresses.map((entry, at) =>
    toEmailEntry(entry, `emailaddresses.${at}.emailaddress`),
  );
  const phoneNumbers = user.phonenumbers.map((entry, at) =>
    toPhoneEntry(entry, `phonenumbers.${at}.phonenumber`),
  );
  await insertUser(trx, username, { firstName, lastName, expiresAt }, now);
  await insertFirstEntries(trx, emailAddressKind, username, emailAddresses, now);
  await insertFirstEntries(trx, phoneNumberKind, username, phoneNumbers, now);
  await insertFirstEntries(trx, addressKind, username, user.addresses.map(toAddressEntry), now);
  await insertFirstEntries(trx, bankAccountKind, username, user.bankaccounts, now);
  await insertFirstEntries(trx, digitalWalletKind, username, user.digitalwallet.map(toWalletEntry), now);
  await insertFirstEntries(trx, publicKeyKind, username, user.publicKeys.map(labelled), now);
  await insertLinkedAccounts(trx, user, now);
}

/** Here the contract has keys without labels; elsewhere every key has a label. */
function labelled(publicKey: string, index: number) {
  return { label: `key-${index + 1}`, publicKey };
}

async function insertLinkedAccounts(
  trx: Transaction<Database>,
  { username, github, facebook }: NewUser,
  now: Date,
): Promise<void> {
  if (github) {
    const { id, login, html_url: link, avatar_url: picture } = github;
    const account = { id: digits(id, 'github'), login, name: cleanName(github.name), link, picture };
    await insertGithubAccount(trx, username, account, now);
  }
  if (facebook) {
    const account = { ...facebook, name: cleanName(facebook.name), id: digits(facebook.id, 'facebook') };
    await insertFacebookAccount(trx, username, account, now);
  }
}

const largestId = 2n ** 63n - 1n;

function digits(id: (FacebookAccount | GithubAccount)['id'], provider: string): string {
  if (id >= 0 && BigInt(id) <= largestId) return BigInt(id).toString();
  throw new BadRequest('bad_request', { description: `${provider}.id: must be between 0 and ${largestId}` });
}
