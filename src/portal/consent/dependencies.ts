import type { Kysely } from 'kysely';
import type { RecordAnsweredRequest } from '../../organizations/client-log/client-log.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';
import type { PhoneNumberDependencies } from '../../users/phone-numbers/acts.ts';

/** The dependencies of the consent pages. */
export interface ConsentDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly messages: PhoneNumberDependencies['messages'] & Pick<MessageQueue, 'channels'>;
  readonly recordAnswered: RecordAnsweredRequest;
  /** The lifetime of authorization codes, in seconds. */
  readonly codeSeconds: number;
}
