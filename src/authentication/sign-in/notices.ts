import type { Transaction } from 'kysely';
import type { AuditEventName } from '../../audit/events.ts';
import { userAgentFamily } from '../../audit/masking.ts';
import { countEvents } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { type FailureKind, failuresMail, newSignInMail } from '../../mail/security-mails.ts';
import { tryAttempt } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, notifyUser } from '../../users/notices/notify-user.ts';

/** Tells a user, at every validated email address, about a sign-in from an unknown browser. */
export function notifyNewSignIn(
  { messages, publicUrl }: NoticeDependencies,
  trx: Transaction<Database>,
  { now, userAgent }: Actor,
  username: string,
): Promise<void> {
  const link = `${publicUrl}/account/sessions`;
  const facts = { username, browser: userAgentFamily(userAgent), at: now, link };
  return notifyUser(
    messages.queueMail,
    trx,
    username,
    { username, template: 'newSignIn' },
    (language, address) => newSignInMail(language, address, facts),
  );
}

/** The audit event of each kind of failure. */
const failureEvents = { password: 'signin.failed', factor: 'factor.failed' } as const satisfies Record<
  FailureKind,
  AuditEventName
>;

const dayMilliseconds = 86_400_000;

/**
 * Tells a user that further attempts must wait because too many failed. At most once a day per kind, even
 * across servers.
 * @param username of the user, or a name that no account has
 */
export async function notifyFailures(
  { messages, publicUrl }: NoticeDependencies,
  trx: Transaction<Database>,
  { username, kind }: { readonly username: string; readonly kind: FailureKind },
  now: Date,
): Promise<void> {
  const [notice] = await tryAttempt(trx, now, [['failureNotices', `${kind} ${username}`]]);
  if (notice?.refusedUntil) return;
  const from = new Date(now.getTime() - dayMilliseconds);
  const { count, since } = await countEvents(trx, { username, event: failureEvents[kind], from });
  const facts = { username, kind, count, since: since ?? now, link: `${publicUrl}/account/security` };
  await notifyUser(
    messages.queueMail,
    trx,
    username,
    { username, template: 'failures' },
    (language, address) => failuresMail(language, address, facts),
  );
}
