import type { Kysely } from 'kysely';
import type { RelyingParty } from '../../authentication/passkeys/ceremonies.ts';
import type { LinkMode } from '../../base/config.ts';
import type { Passwords } from '../../crypto/passwords.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { CountCall } from '../../rate-limits/call-counter.ts';
import type { Database } from '../../schema.ts';
import type { PageDependencies } from '../../ui/page-request.ts';

/** What signing in is built from. */
export interface SignInDependencies extends PageDependencies {
  readonly db: Kysely<Database>;
  readonly passwords: Passwords;
  readonly messages: MessageQueue;
  /** What opening a link that lets a waiting browser in does: its work, or showing a button that does it. */
  readonly linkMode: LinkMode;
  readonly relyingParty: RelyingParty;
  readonly countCall: CountCall;
}
