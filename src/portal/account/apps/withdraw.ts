import type { Transaction } from 'kysely';
import { recordEvent } from '../../../audit/record-event.ts';
import { sharedItems, withoutItem } from '../../../authorization-requests/consent/authorized-items.ts';
import { deleteAuthorization, findAuthorization } from '../../../consents/queries.ts';
import { replaceAuthorization } from '../../../consents/replace-authorization.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import type { Database } from '../../../schema.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import { lockUser } from '../../../users/queries.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';
import { appsPath } from './page.tsx';

/** `POST /account/apps`: takes one item back from an organization, or all of them with every token. */
export function withdraw({ db }: Pick<SignInDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, own) => {
    const { client = '', item, all } = page.submission.values;
    const { username } = own;
    const source = actorOfPage(page, own);
    const event = { username, organization: client };
    await inTransaction(db, async (trx) => {
      if (all !== undefined && (await deleteAuthorization(trx, username, client)))
        await recordEvent(trx, source, 'authorization.withdrawn', event);
      if (item !== undefined && (await withdrawItem(trx, { username, client, item }, page.now)))
        await recordEvent(trx, source, 'authorization.changed', event);
    });
    return { redirect: appsPath };
  });
}

interface Withdrawn {
  readonly username: string;
  readonly client: string;
  /** The id of a shared item. */
  readonly item: string;
}

/** @returns false when it was not shared (any more) */
async function withdrawItem(
  trx: Transaction<Database>,
  { username, client, item }: Withdrawn,
  now: Date,
): Promise<boolean> {
  await lockUser(trx, username);
  const record = await findAuthorization(trx, username, client);
  if (!record || !sharedItems(record).some(({ id }) => id === item)) return false;
  await replaceAuthorization(trx, username, withoutItem(record, item), now);
  return true;
}
