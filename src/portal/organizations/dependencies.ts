import type { Kysely } from 'kysely';
import type { Authorize } from '../../access/authorize.ts';
import type { ApiKeyDependencies } from '../../organizations/api-keys/acts.ts';
import type { ApiKeyRules } from '../../organizations/api-keys/views.ts';
import type { DnsProofDependencies } from '../../organizations/dns/acts.ts';
import type { SendingDependencies } from '../../organizations/invitations/sending.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';

/** What the pages of organizations are built from. */
export interface OrganizationPagesDependencies
  extends PageDependencies,
    SendingDependencies,
    ApiKeyDependencies,
    ApiKeyRules,
    DnsProofDependencies {
  readonly db: Kysely<Database>;
  /** The access check of the API, which decides for the pages too. */
  readonly authorize: Authorize;
}
