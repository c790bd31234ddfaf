import type { Kysely, Transaction } from 'kysely';
import type { UserPhoneNumbersService } from '../../../generated/services.ts';
import type { AuditEventName } from '../../audit/events.ts';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { hasStrongFactor } from '../../authentication/authenticator/queries.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { QueueMail, QueueSms } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { removeEntry, replaceEntry } from '../../users/labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../../users/labelled-entries/queries.ts';
import { languageForUser } from '../../users/language.ts';
import { tellContactChange } from '../../users/notices/security-changes.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import {
  deletePendingPhoneValidation,
  deleteValidatedFact,
  findSharedPhoneNumber,
  type ListedPhoneNumber,
  listPhoneNumbers,
  phoneNumberKind,
} from '../../users/phone-numbers/queries.ts';
import {
  confirmPhoneNumber,
  type PhoneConfirmation,
  startPhoneValidation,
  tellOfConfirmation,
} from '../../users/phone-numbers/validation.ts';
import { toPhonenumber } from '../../users/phone-numbers/views.ts';
import { lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserPhoneNumbersDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly queueSms: QueueSms;
  readonly queueMail: QueueMail;
}

export function createUserPhoneNumbersService(
  deps: UserPhoneNumbersDependencies,
): UserPhoneNumbersService<CallContext> {
  const { db, clock, publicUrl, queueSms, queueMail } = deps;
  const notices: NoticeDependencies = { messages: { queueMail }, publicUrl };

  function record(
    trx: Transaction<Database>,
    event: Extract<AuditEventName, 'code.sent' | `phone.${string}`>,
    { username, number }: { readonly username: string; readonly number: string },
    context: CallContext,
  ): Promise<void> {
    const fields = { username, contact: maskPhoneNumber(number) };
    return recordEvent(trx, actorOfCall(context, clock.now()), event, fields);
  }

  function tellRemoved(trx: Transaction<Database>, username: string, { entry }: Numbers): Promise<void> {
    const changed = { username, change: 'phoneRemoved', contact: entry.phone_number } as const;
    return tellContactChange(notices, trx, changed, clock.now());
  }

  return {
    async getUserPhoneNumbers({ path, query }) {
      const rows = await listPhoneNumbers(db, path.username);
      const shown = query.validated ? rows.filter((row) => row.is_validated) : rows;
      return { status: 200, body: shown.map(toPhonenumber) };
    },

    async registerNewUserPhonenumber({ path: { username }, body }, context) {
      const row = await inTransaction(db, async (trx) => {
        const added = await insertEntry(trx, phoneNumberKind, username, body, clock.now());
        await record(trx, 'phone.added', { username, number: added.phone_number }, context);
        return added;
      });
      return { status: 201, body: toPhonenumber(row) };
    },

    async getUserPhonenumberByLabel({ path: { username, label } }, { caller }) {
      const row = await findPhoneNumber(db, { username, label, caller });
      if (!row) throw new NotFound();
      return { status: 200, body: { label, phonenumber: row.phone_number } };
    },

    async updateUserPhonenumber({ path: { username, label }, body }, context) {
      const { caller, scopes } = context;
      const isSelf = scopes.includes('user:admin');
      if (!isSelf && body.label !== label) throw relabelling();
      await inTransaction(db, async (trx) => {
        const before = await lockedNumbers(trx, { username, label, caller });
        const own = before.entry.label;
        const input = { ...body, label: isSelf ? body.label : own };
        await replaceEntry(trx, phoneNumberKind, username, own, input);
        if (body.phonenumber === before.entry.phone_number) return;
        if (isLastValidated(before)) throw new Conflict('cannot_delete_last_verified_phone_number');
        if (await forgetUnlessKept(trx, username, before)) await tellRemoved(trx, username, before);
        await record(trx, 'phone.removed', { username, number: before.entry.phone_number }, context);
        await record(trx, 'phone.added', { username, number: body.phonenumber }, context);
      });
      return { status: 201, body };
    },

    async deleteUserPhonenumber({ path: { username, label }, query }, context) {
      const { caller, scopes } = context;
      const insists = query.force === 'true' && scopes.includes('user:admin');
      await inTransaction(db, async (trx) => {
        const before = await lockedNumbers(trx, { username, label, caller });
        if (isLastValidated(before)) await refuseUnlessDispensable(trx, username, insists);
        await removeEntry(trx, phoneNumberKind, username, before.entry.label);
        if (await forgetUnlessKept(trx, username, before)) await tellRemoved(trx, username, before);
        await record(trx, 'phone.removed', { username, number: before.entry.phone_number }, context);
      });
      return { status: 204 };
    },

    async validatePhonenumber({ path: { username, label }, query }, context) {
      const key = await inTransaction(db, async (trx) => {
        const number = await lockedNumber(trx, username, label);
        const language = await languageForUser(trx, username, query.lang);
        const request = { username, number, language, publicUrl, queueSms };
        await record(trx, 'code.sent', { username, number }, context);
        return startPhoneValidation(trx, { ...request, network: context.network(), now: clock.now() });
      });
      return { status: 200, body: { validationkey: key } };
    },

    async verifyPhoneNumber({ path: { username, label }, body: { smscode, validationkey } }, context) {
      const source = actorOfCall(context, clock.now());
      const proof = { key: validationkey, code: smscode, now: clock.now(), source };
      const confirmation = await inTransaction(db, async (trx) => {
        const phone_number = await lockedNumber(trx, username, label);
        const outcome = await confirmPhoneNumber(trx, { username, phone_number }, proof);
        await tellOfConfirmation(notices, trx, username, outcome, clock.now());
        return outcome;
      });
      refuseUnconfirmed(confirmation);
      return { status: 204 };
    },
  };
}

/** A label as somebody names it: an organization uses its own names for what a user shows it. */
interface NamedNumber extends Pick<CallContext, 'caller'> {
  readonly username: string;
  readonly label: string;
}

/** The row has the user's own label. */
function findPhoneNumber(db: Kysely<Database>, { username, label, caller }: NamedNumber) {
  if (caller?.kind !== 'thirdParty') return findEntry(db, phoneNumberKind, username, label);
  return findSharedPhoneNumber(db, { username, grantedTo: caller.clientId, requestedLabel: label });
}

function relabelling(): BadRequest {
  return new BadRequest('bad_request', { description: 'body.label: must be the label of the path' });
}

async function lockedNumber(trx: Transaction<Database>, username: string, label: string): Promise<string> {
  await lockUser(trx, username);
  const row = await findEntry(trx, phoneNumberKind, username, label);
  if (!row) throw new NotFound();
  return row.phone_number;
}

/** One number, and what else is on the profile. */
interface Numbers {
  readonly entry: ListedPhoneNumber;
  readonly others: readonly ListedPhoneNumber[];
}

async function lockedNumbers(trx: Transaction<Database>, named: NamedNumber): Promise<Numbers> {
  await lockUser(trx, named.username);
  const isOwn = named.caller?.kind !== 'thirdParty';
  const label = isOwn ? named.label : (await findPhoneNumber(trx, named))?.label;
  const all = await listPhoneNumbers(trx, named.username);
  const entry = all.find((row) => row.label === label);
  if (!entry) throw new NotFound();
  return { entry, others: all.filter((row) => row !== entry) };
}

/** The user would have no number left for codes. The same number under another label counts as another one. */
function isLastValidated({ entry, others }: Numbers): boolean {
  return entry.is_validated && !others.some((other) => other.is_validated);
}

async function refuseUnlessDispensable(
  trx: Transaction<Database>,
  username: string,
  insists: boolean,
): Promise<void> {
  if (!insists) throw new Conflict('warning_delete_last_verified_phone_number');
  if (!(await hasStrongFactor(trx, username))) throw new Conflict('cannot_delete_last_verified_phone_number');
}

/** With its last label, a number loses its validation, finished or not. @returns whether it had been validated */
async function forgetUnlessKept(
  trx: Transaction<Database>,
  username: string,
  { entry: { phone_number, is_validated }, others }: Numbers,
): Promise<boolean> {
  if (others.some((other) => other.phone_number === phone_number)) return false;
  await deletePendingPhoneValidation(trx, { username, phone_number });
  await deleteValidatedFact(trx, { username, phone_number });
  return is_validated;
}

function refuseUnconfirmed({ outcome }: PhoneConfirmation): void {
  if (outcome === 'invalidCode') throw new Unprocessable('Invalid code');
  if (outcome === 'taken')
    throw new Unprocessable('phone_already_used', {
      description: 'The number is validated for another user.',
    });
  if (outcome !== 'confirmed') throw new Unprocessable('Invalid key');
}
