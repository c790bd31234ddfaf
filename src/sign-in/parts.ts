import type { Kysely } from 'kysely';
import type { LinkMode } from '../config.ts';
import type { Passwords } from '../crypto/passwords.ts';
import type { Database } from '../db/database.ts';
import type { CountCall } from '../http/call-limit.ts';
import type { MessageQueue } from '../outside/message-queue.ts';
import type { VisitParts } from '../pages/visit.ts';
import type { RelyingParty } from '../users/passkeys/ceremonies.ts';

/** What signing in is built from. */
export interface SignInParts extends VisitParts {
  readonly db: Kysely<Database>;
  readonly passwords: Passwords;
  readonly messages: MessageQueue;
  /** What opening a link that lets a waiting browser in does: its work, or showing a button that does it. */
  readonly linkMode: LinkMode;
  readonly relyingParty: RelyingParty;
  readonly countCall: CountCall;
}
