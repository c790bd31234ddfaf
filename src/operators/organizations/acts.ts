import type { Kysely } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { operatorMail } from '../../mail/operator-mails.ts';
import { removeOrganization } from '../../organizations/acts.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, notifyUser } from '../../users/notices/notify-user.ts';
import { listOwnersAround } from './queries.ts';

export interface OrganizationActDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Deletes an organization with all its suborganizations, as its owners can. Mails its owners, and those of the
 * organizations below and above it.
 * @throws NotFound `organization_not_found`
 */
export function deleteOrganizationOf(
  { db, messages, publicUrl }: OrganizationActDependencies,
  actor: Actor,
  globalid: string,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const owners = await listOwnersAround(trx, globalid);
    await removeOrganization(trx, actor, globalid);
    const facts = {
      kind: 'organizationDeleted',
      organization: globalid,
      at: actor.now,
      link: publicUrl,
    } as const;
    for (const username of owners) {
      const notice = { template: 'operator.organizationDeleted', username } as const;
      await notifyUser(messages.queueMail, trx, username, notice, (language, address) =>
        operatorMail(language, address, { ...facts, username }),
      );
    }
  });
}
