import type { Kysely } from 'kysely';
import type { RecordAnsweredRequest } from '../../organizations/client-log/client-log.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';
import type { PhoneNumberDependencies } from '../../users/phone-numbers/acts.ts';

/** What the pages of the consent are built from. */
export interface ConsentDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly messages: PhoneNumberDependencies['messages'] & Pick<MessageQueue, 'channels'>;
  readonly recordAnswered: RecordAnsweredRequest;
  /** How long authorization codes live. */
  readonly codeSeconds: number;
}
