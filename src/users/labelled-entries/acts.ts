import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { deleteSharedLabel, updateSharedLabel } from '../../consents/queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import {
  deleteEntry,
  type EntryKind,
  insertEntry,
  type Labelled,
  type LabelledTable,
  updateEntry,
} from './queries.ts';

export interface EntryDependencies {
  readonly db: Kysely<Database>;
}

interface OfUser {
  readonly username: string;
}

export interface NamedEntry extends OfUser {
  readonly label: string;
}

export interface Replacement<Entry> extends NamedEntry {
  /** The new entry, including its label. */
  readonly entry: Entry;
}

/** A kind of entry without rules of its own. Its events contain only the label. */
export interface PlainKind<Table extends LabelledTable, Entry extends Labelled>
  extends EntryKind<Table, Entry> {
  /** The prefix of the events of this kind. */
  readonly eventPrefix: 'address' | 'bank_account' | 'wallet_address' | 'public_key';
}

/** What a user can do with entries of one kind. */
export interface EntryActs<Entry extends Labelled> {
  /** @throws Conflict `duplicate_label` or `too_many_entries`, NotFound `user_not_found`, BadRequest */
  readonly add: (deps: EntryDependencies, actor: Actor, input: Entry & OfUser) => Promise<Entry>;
  /** Keeps the position of the entry. @throws NotFound, Conflict `duplicate_label`, BadRequest */
  readonly replace: (deps: EntryDependencies, actor: Actor, input: Replacement<Entry>) => Promise<Entry>;
  /** @throws NotFound */
  readonly remove: (deps: EntryDependencies, actor: Actor, input: NamedEntry) => Promise<void>;
}

export function entryActs<Table extends LabelledTable, Entry extends Labelled>(
  kind: PlainKind<Table, Entry>,
): EntryActs<Entry> {
  const { eventPrefix } = kind;
  return {
    add: ({ db }, actor, input) =>
      inTransaction(db, async (trx) => {
        const { username, label } = input;
        const added = await insertEntry(trx, kind, username, input, actor.now);
        await recordEvent(trx, actor, `${eventPrefix}.added`, { username, label });
        return added;
      }),

    replace: ({ db }, actor, { username, label, entry }) =>
      inTransaction(db, async (trx) => {
        const replaced = await replaceEntry(trx, kind, username, label, entry);
        await recordEvent(trx, actor, `${eventPrefix}.changed`, { username, label: entry.label });
        return replaced;
      }),

    remove: ({ db }, actor, { username, label }) =>
      inTransaction(db, async (trx) => {
        await removeEntry(trx, kind, username, label);
        await recordEvent(trx, actor, `${eventPrefix}.removed`, { username, label });
      }),
  };
}

/**
 * Replaces an entry. Authorizations that share it follow its new label.
 * @throws NotFound, Conflict `duplicate_label`
 */
export async function replaceEntry<Table extends LabelledTable, Entry extends Labelled>(
  trx: Transaction<Database>,
  kind: EntryKind<Table, Entry>,
  username: string,
  label: string,
  entry: Entry,
): Promise<Entry> {
  const replaced = await updateEntry(trx, kind, username, label, entry);
  if (!replaced) throw new NotFound();
  if (entry.label !== label) await updateSharedLabel(trx, username, kind.sharedAs, label, entry.label);
  return replaced;
}

/** Removes an entry, also from authorizations: a later entry with the same label is not shared. @throws NotFound */
export async function removeEntry<Table extends LabelledTable, Entry extends Labelled>(
  trx: Transaction<Database>,
  kind: EntryKind<Table, Entry>,
  username: string,
  label: string,
): Promise<void> {
  if (!(await deleteEntry(trx, kind, username, label))) throw new NotFound();
  await deleteSharedLabel(trx, username, kind.sharedAs, label);
}
