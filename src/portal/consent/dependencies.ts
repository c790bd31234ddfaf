import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';
import type { PhoneNumberDependencies } from '../../users/phone-numbers/acts.ts';

/** What the pages of the consent are built from. */
export interface ConsentDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly messages: PhoneNumberDependencies['messages'];
  /** How long authorization codes live. */
  readonly codeSeconds: number;
}
