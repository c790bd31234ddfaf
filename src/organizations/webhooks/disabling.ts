import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { systemActor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { webhookDisabledMail } from '../../mail/webhook-mail.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, tellUser } from '../../users/notices/tell-user.ts';
import { disableWebhook, operatorOwner } from '../../webhooks/queries.ts';
import { listMembers } from '../members/queries.ts';

export interface DisablingDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
  readonly log: Logger;
}

/** How many owners are told. */
const mostOwners = 20;

/**
 * Switches a webhook off whose receiver wants no more events (`gone`) or has taken none for days (`failing`), and tells
 * the owners of the organization. Nothing happens when it was off.
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
    if (globalid === operatorOwner) return;
    await recordEvent(trx, systemActor(now), 'organization.webhook_disabled', { globalid, webhook, reason });
    const members = await listMembers(trx, globalid);
    const owners = members.filter(({ role }) => role === 'owner').slice(0, mostOwners);
    const link = `${deps.publicUrl}/organizations/${encodeURIComponent(globalid)}/webhooks/${webhook}`;
    const facts = { organization: globalid, receiver: new URL(url).host, reason, link };
    for (const { username } of owners) {
      const notice = { username, template: 'webhookDisabled' };
      await tellUser(deps.messages.queueMail, trx, username, notice, (language, address) =>
        webhookDisabledMail(language, address, facts),
      );
    }
  });
}
