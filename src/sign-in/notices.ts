import type { Transaction } from 'kysely';
import type { AuditEventName } from '../audit/events.ts';
import { userAgentFamily } from '../audit/masking.ts';
import { countEvents } from '../audit/queries.ts';
import type { Database } from '../db/database.ts';
import { type Language, languageOf } from '../messages/catalogue.ts';
import {
  type FactorChange,
  type FailureKind,
  factorMail,
  failuresMail,
  newSignInMail,
} from '../messages/security-mails.ts';
import type { MailMessage } from '../outside/mail.ts';
import type { QueueMail } from '../outside/message-queue.ts';
import type { Visit } from '../pages/visit.ts';
import { takeAttempt } from '../security/limits.ts';
import { findNoticeTarget } from './queries.ts';

export interface NoticeParts {
  readonly messages: { readonly queueMail: QueueMail };
  readonly publicUrl: string;
}

/** Tells a user, at every validated address, of a sign-in from a browser that was not seen before. */
export function tellNewSignIn(
  { messages, publicUrl }: NoticeParts,
  trx: Transaction<Database>,
  { now, userAgent }: Pick<Visit, 'now' | 'userAgent'>,
  username: string,
): Promise<void> {
  const link = `${publicUrl}/account/sessions`;
  const facts = { username, browser: userAgentFamily(userAgent), at: now, link };
  return tell(messages, trx, { username, template: 'newSignIn' }, (language, address) =>
    newSignInMail(language, address, facts),
  );
}

/** Tells a user of a change to what proves who they are. */
export function tellFactorChange(
  { messages, publicUrl }: NoticeParts,
  trx: Transaction<Database>,
  username: string,
  change: FactorChange,
  now: Date,
): Promise<void> {
  const facts = { username, change, at: now, link: `${publicUrl}/account/security` };
  return tell(messages, trx, { username, template: change }, (language, address) =>
    factorMail(language, address, facts),
  );
}

/** By what the trail tells of each kind. */
const failureEvents = { password: 'signin.failed', factor: 'factor.failed' } as const satisfies Record<
  FailureKind,
  AuditEventName
>;

const dayMilliseconds = 86_400_000;

/**
 * Tells a user that so many attempts failed that further ones have to wait: once a day for each kind, however many
 * servers notice it at once.
 * @param failures of a user, or of a name that nobody has
 */
export async function tellFailures(
  { messages, publicUrl }: NoticeParts,
  trx: Transaction<Database>,
  { username, kind }: { readonly username: string; readonly kind: FailureKind },
  now: Date,
): Promise<void> {
  const [notice] = await takeAttempt(trx, now, [['failureNotices', `${kind} ${username}`]]);
  if (notice?.refusedUntil) return;
  const from = new Date(now.getTime() - dayMilliseconds);
  const { count, since } = await countEvents(trx, { username, event: failureEvents[kind], from });
  const facts = { username, kind, count, since: since ?? now, link: `${publicUrl}/account/security` };
  await tell(messages, trx, { username, template: 'failures' }, (language, address) =>
    failuresMail(language, address, facts),
  );
}

/** Writes to a user at every validated address, in the language of the account. */
export async function tell(
  { queueMail }: NoticeParts['messages'],
  trx: Transaction<Database>,
  about: { readonly username: string; readonly template: string },
  write: (language: Language, address: string) => MailMessage,
): Promise<void> {
  const target = await findNoticeTarget(trx, about.username);
  const language = languageOf(target?.language);
  for (const address of target?.email_addresses ?? []) {
    await queueMail(trx, { ...about, language, message: write(language, address) });
  }
}
