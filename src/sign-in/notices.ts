import type { Transaction } from 'kysely';
import { userAgentFamily } from '../audit/masking.ts';
import type { Database } from '../db/database.ts';
import { type Language, languageOf } from '../messages/catalogue.ts';
import { type FactorChange, factorMail, newSignInMail } from '../messages/security-mails.ts';
import type { MailMessage } from '../outside/mail.ts';
import type { Visit } from '../pages/visit.ts';
import type { SignInParts } from './parts.ts';
import { findNoticeTarget } from './queries.ts';

type Parts = Pick<SignInParts, 'messages' | 'publicUrl'>;

/** Tells a user, at every validated address, of a sign-in from a browser that was not seen before. */
export function tellNewSignIn(
  { messages, publicUrl }: Parts,
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
  { messages, publicUrl }: Parts,
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

async function tell(
  { queueMail }: SignInParts['messages'],
  trx: Transaction<Database>,
  about: { readonly username: string; readonly template: string },
  write: (language: Language, address: string) => MailMessage,
): Promise<void> {
  const target = await findNoticeTarget(trx, about.username);
  const language = languageOf(target?.language ?? undefined);
  for (const address of target?.email_addresses ?? []) {
    await queueMail(trx, { ...about, language, message: write(language, address) });
  }
}
