import type { Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { type ContactChange, type FactorChange, factorMail } from '../../mail/security-mails.ts';
import type { Database } from '../../schema.ts';
import { type NoticeDependencies, notifyUser } from './notify-user.ts';

/** Notifies a user about a change of password or factors. */
export function notifyFactorChange(
  { messages, publicUrl }: NoticeDependencies,
  trx: Transaction<Database>,
  username: string,
  change: FactorChange,
  now: Date,
): Promise<void> {
  const facts = { username, change, at: now, link: `${publicUrl}/account/security` };
  return notifyUser(messages.queueMail, trx, username, { username, template: change }, (language, address) =>
    factorMail(language, address, facts),
  );
}

export interface ChangedContact {
  readonly username: string;
  readonly change: ContactChange;
  /** The email address or phone number; mails show it masked. */
  readonly contact: string;
}

/**
 * Notifies a user about a contact that was validated or is no longer valid. A newly validated address gets no notice,
 * because its owner has just confirmed it; a removed one does.
 */
export function notifyContactChange(
  { messages, publicUrl }: NoticeDependencies,
  trx: Transaction<Database>,
  { username, change, contact: plain }: ChangedContact,
  now: Date,
): Promise<void> {
  const contact = plain.startsWith('+') ? maskPhoneNumber(plain) : maskEmailAddress(plain);
  const facts = { username, change, contact, at: now, link: `${publicUrl}/account/security` };
  const notice = {
    username,
    template: change,
    ...(change === 'emailConfirmed' && { exceptTo: plain }),
    ...(change === 'emailRemoved' && { alsoTo: plain }),
  };
  return notifyUser(messages.queueMail, trx, username, notice, (language, address) =>
    factorMail(language, address, facts),
  );
}
