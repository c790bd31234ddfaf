import type { Kysely } from 'kysely';
import type { Logger } from '../../base/log.ts';
import type { Passwords } from '../../crypto/passwords.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { RelyingParty } from '../passkeys/ceremonies.ts';

/** What the acts of signing in depend on. */
export interface AuthenticationDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly messages: MessageQueue;
  readonly publicUrl: string;
  readonly relyingParty: RelyingParty;
  readonly log: Logger;
}
