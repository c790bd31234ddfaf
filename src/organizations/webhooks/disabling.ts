import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { systemActor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { webhookDisabledMail } from '../../mail/webhook-mail.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, notifyUser } from '../../users/notices/notify-user.ts';
import { disableWebhook, operatorOwner } from '../../webhooks/queries.ts';
import { listMembersOf } from '../members/queries.ts';

export interface DisablingDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
  readonly log: Logger;
}

/** The maximum number of owners to notify. */
const maximumOwners = 20;

/**
 * Disables a webhook whose receiver wants no more events (`gone`) or has accepted none for days (`failing`), and
 * notifies the owners of the organization. Does nothing if it is disabled already.
 */
export function disableFailingWebhook(
  deps: DisablingDependencies,
  { webhookId: webhook, reason }: { readonly webhookId: string; readonly reason: 'gone' | 'failing' },
  now: Date,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const disabled = await disableWebhook(trx, webhook, reason);
    if (!disabled) return;
    const { globalid, url } = disabled;
    deps.log.error({ webhook, reason }, 'webhook disabled');
    if (globalid === operatorOwner)
      return recordEvent(trx, systemActor(now), 'audit_webhook.disabled', { webhook });
    await recordEvent(trx, systemActor(now), 'organization.webhook_disabled', { globalid, webhook, reason });
    const owners = await listNearestOwners(trx, globalid);
    const link = `${deps.publicUrl}/organizations/${encodeURIComponent(globalid)}/webhooks/${webhook}`;
    const facts = { organization: globalid, receiver: new URL(url).host, reason, link };
    for (const username of owners) {
      const notice = { username, template: 'webhookDisabled' } as const;
      await notifyUser(deps.messages.queueMail, trx, username, notice, (language, address) =>
        webhookDisabledMail(language, address, facts),
      );
    }
  });
}

/** The direct owners of an organization; if it has none, those of the nearest organization above that has some. */
async function listNearestOwners(trx: Transaction<Database>, globalid: string): Promise<string[]> {
  const parts = globalid.split('.');
  const line = parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'));
  const rows = await listMembersOf(trx, line, maximumOwners * line.length);
  const owners = rows.filter(({ role }) => role === 'owner');
  const nearest = line.find((name) => owners.some((owner) => owner.globalid === name));
  return owners.filter((owner) => owner.globalid === nearest).map(({ username }) => username);
}
