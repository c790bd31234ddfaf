import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { deleteSharedLabel, updateSharedLabel } from '../../consents/queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import {
  deleteEntry,
  type EntryKind,
  type EntryRow,
  findEntry,
  insertEntry,
  type Labelled,
  type LabelledTable,
  listEntries,
  updateEntry,
} from './queries.ts';

/** What every kind of labelled entry can do; each answers in the contract's type. */
export interface LabelledEntries<Input, Output> {
  list(username: string): Promise<Output[]>;
  /** @throws NotFound */
  get(username: string, label: string): Promise<Output>;
  /** @throws Conflict `duplicate_label` or `too_many_entries`, or NotFound `user_not_found` */
  add(username: string, input: Input): Promise<Output>;
  /** Keeps the entry's place. @throws NotFound, or Conflict `duplicate_label` */
  replace(username: string, label: string, input: Input): Promise<Output>;
  /** @throws NotFound */
  remove(username: string, label: string): Promise<void>;
}

export interface LabelledEntriesDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

/** The behaviour all kinds share, for a kind that has no rules beyond it. */
export function createLabelledEntries<Table extends LabelledTable, Input extends Labelled, Output>(
  { db, clock }: LabelledEntriesDependencies,
  kind: EntryKind<Table, Input>,
  view: (row: EntryRow<Table>) => Output,
): LabelledEntries<Input, Output> {
  return {
    list: async (username) => (await listEntries(db, kind, username)).map(view),
    get: async (username, label) => view(found(await findEntry(db, kind, username, label))),
    add: async (username, input) => view(await insertEntry(db, kind, username, input, clock.now())),
    async replace(username, label, input) {
      if (input.label === label) return view(found(await updateEntry(db, kind, username, label, input)));
      return view(await inTransaction(db, (trx) => replaceEntry(trx, kind, username, label, input)));
    },
    remove: (username, label) => inTransaction(db, (trx) => removeEntry(trx, kind, username, label)),
  };
}

/** Replaces an entry; what organizations may see follows its label. @throws NotFound, Conflict `duplicate_label` */
export async function replaceEntry<Table extends LabelledTable, Input extends Labelled>(
  trx: Transaction<Database>,
  kind: EntryKind<Table, Input>,
  username: string,
  label: string,
  input: Input,
): Promise<EntryRow<Table>> {
  const row = found(await updateEntry(trx, kind, username, label, input));
  if (input.label !== label) await updateSharedLabel(trx, username, kind.sharedAs, label, input.label);
  return row;
}

/** Removes an entry, also from what organizations may see: a later one under its label is not theirs. @throws NotFound */
export async function removeEntry<Table extends LabelledTable, Input extends Labelled>(
  trx: Transaction<Database>,
  kind: EntryKind<Table, Input>,
  username: string,
  label: string,
): Promise<void> {
  if (!(await deleteEntry(trx, kind, username, label))) throw new NotFound();
  await deleteSharedLabel(trx, username, kind.sharedAs, label);
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new NotFound();
  return row;
}
