import type { Kysely, Transaction } from 'kysely';
import type { UserEmailAddressesService } from '../../../generated/services.ts';
import type { AuditEventName } from '../../audit/events.ts';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound, PreconditionFailed } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { normalEmailAddress } from '../../users/email-addresses/normal-form.ts';
import {
  deletePendingEmailValidation,
  deleteValidatedFact,
  emailAddressKind,
  type ListedEmailAddress,
  listEmailAddresses,
} from '../../users/email-addresses/queries.ts';
import { startEmailValidation } from '../../users/email-addresses/validation.ts';
import { toEmailAddress } from '../../users/email-addresses/views.ts';
import { removeEntry, replaceEntry } from '../../users/labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../../users/labelled-entries/queries.ts';
import { languageForUser } from '../../users/language.ts';
import { tellContactChange } from '../../users/notices/security-changes.ts';
import { lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserEmailAddressesDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
}

export function createUserEmailAddressesService(
  deps: UserEmailAddressesDependencies,
): UserEmailAddressesService<CallContext> {
  const { db, clock, publicUrl, queueMail } = deps;

  async function validate(
    trx: Transaction<Database>,
    asked: { readonly username: string; readonly address: string; readonly lang: string | undefined },
    context: CallContext,
  ): Promise<void> {
    const { username, address, lang } = asked;
    const language = await languageForUser(trx, username, lang);
    const request = { username, address, language, publicUrl, queueMail };
    return startEmailValidation(trx, {
      ...request,
      now: clock.now(),
      source: actorOfCall(context, clock.now()),
    });
  }

  function record(
    trx: Transaction<Database>,
    event: Extract<AuditEventName, `email.${string}`>,
    { username, address }: { readonly username: string; readonly address: string },
    context: CallContext,
  ): Promise<void> {
    const fields = { username, contact: maskEmailAddress(address) };
    return recordEvent(trx, actorOfCall(context, clock.now()), event, fields);
  }

  function tellRemoved(trx: Transaction<Database>, username: string, { entry }: Addresses): Promise<void> {
    const changed = { username, change: 'emailRemoved', contact: entry.email_address } as const;
    return tellContactChange({ messages: { queueMail }, publicUrl }, trx, changed, clock.now());
  }

  return {
    async getEmailAddresses({ path, query }) {
      const rows = await listEmailAddresses(db, path.username);
      const shown = query.validated ? rows.filter((row) => row.is_validated) : rows;
      return { status: 200, body: shown.map(toEmailAddress) };
    },

    async registerNewEmailAddress({ path: { username }, query: { lang }, body: input }, context) {
      const body = await inTransaction(db, async (trx) => {
        const row = await insertEntry(trx, emailAddressKind, username, input, clock.now());
        await record(trx, 'email.added', { username, address: row.email_address }, context);
        await validate(trx, { username, address: row.email_address, lang }, context);
        return toEmailAddress(row);
      });
      return { status: 201, body };
    },

    async updateEmailAddress({ path: { username, label }, query: { lang }, body: input }, context) {
      const body = await inTransaction(db, async (trx) => {
        const before = await lockedAddresses(trx, username, label);
        const address = normalEmailAddress(input.emailaddress);
        const isChanged = address !== before.entry.email_address;
        if (isChanged && before.entry.is_validated) throw new PreconditionFailed('validated_email_address');
        const after = await replaceEntry(trx, emailAddressKind, username, label, input);
        if (isChanged) {
          await forgetUnlessKept(trx, username, before);
          await record(trx, 'email.removed', { username, address: before.entry.email_address }, context);
          await record(trx, 'email.added', { username, address }, context);
          await validate(trx, { username, address, lang }, context);
        }
        return toEmailAddress(after);
      });
      return { status: 201, body };
    },

    async deleteEmailAddress({ path: { username, label } }, context) {
      await inTransaction(db, async (trx) => {
        const before = await lockedAddresses(trx, username, label);
        if (isLast(before)) throw new Conflict('last_email_address');
        await removeEntry(trx, emailAddressKind, username, label);
        if (await forgetUnlessKept(trx, username, before)) await tellRemoved(trx, username, before);
        await record(trx, 'email.removed', { username, address: before.entry.email_address }, context);
      });
      return { status: 204 };
    },

    async validateEmailAddress({ path: { username, label }, query: { lang } }, context) {
      await inTransaction(db, async (trx) => {
        const address = await lockedAddress(trx, username, label);
        await validate(trx, { username, address, lang }, context);
      });
      return { status: 204 };
    },
  };
}

async function lockedAddress(trx: Transaction<Database>, username: string, label: string): Promise<string> {
  await lockUser(trx, username);
  const row = await findEntry(trx, emailAddressKind, username, label);
  if (!row) throw new NotFound();
  return row.email_address;
}

/** One address, and what else is on the profile. */
interface Addresses {
  readonly entry: ListedEmailAddress;
  readonly others: readonly ListedEmailAddress[];
}

async function lockedAddresses(
  trx: Transaction<Database>,
  username: string,
  label: string,
): Promise<Addresses> {
  await lockUser(trx, username);
  const all = await listEmailAddresses(trx, username);
  const entry = all.find((row) => row.label === label);
  if (!entry) throw new NotFound();
  return { entry, others: all.filter((row) => row !== entry) };
}

/** Without any address, or any validated one, an account could not be recovered. */
function isLast({ entry, others }: Addresses): boolean {
  return others.length === 0 || (entry.is_validated && !others.some((other) => other.is_validated));
}

/** With its last label, an address loses its validation, finished or not. @returns whether it had been validated */
async function forgetUnlessKept(
  trx: Transaction<Database>,
  username: string,
  { entry: { email_address, is_validated }, others }: Addresses,
): Promise<boolean> {
  if (others.some((other) => other.email_address === email_address)) return false;
  await deletePendingEmailValidation(trx, { username, email_address });
  if (is_validated) await deleteValidatedFact(trx, { username, email_address });
  return is_validated;
}
