import type { Kysely } from 'kysely';
import type { Authorize } from '../../access/authorize.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import type { CodeGrantDependencies } from '../../oauth/grants/authorization-code.ts';
import type { RedemptionDependencies } from '../../oauth/grants/redemption.ts';
import type { ApiKeyDependencies } from '../../organizations/api-keys/acts.ts';
import type { ApiKeyRules } from '../../organizations/api-keys/views.ts';
import type { DnsProofDependencies } from '../../organizations/dns/acts.ts';
import type { SendingDependencies } from '../../organizations/invitations/sending.ts';
import type { WebhookDependencies } from '../../organizations/webhooks/acts.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';

/** The dependencies of the organization pages. */
export interface OrganizationPagesDependencies
  extends PageDependencies,
    SendingDependencies,
    ApiKeyDependencies,
    ApiKeyRules,
    CodeGrantDependencies,
    RedemptionDependencies,
    DnsProofDependencies,
    WebhookDependencies {
  readonly db: Kysely<Database>;
  readonly messages: Pick<MessageQueue, 'channels'>;
  /** The access check of the API, which also protects the pages. */
  readonly authorize: Authorize;
  readonly pushedRequests: ProtocolSettings['pushedRequests'];
  readonly redirectMatch: ProtocolSettings['redirectMatch'];
}
