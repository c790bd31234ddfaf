import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import type { SharedKind } from '../../consents/tables.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import { checkNewLabel } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';

/** The tables with labelled entries of users: the primary key is (username, label). */
export type LabelledTable =
  | 'user_addresses'
  | 'user_avatars'
  | 'user_bank_accounts'
  | 'user_digital_wallet_addresses'
  | 'user_email_addresses'
  | 'user_phone_numbers'
  | 'user_public_keys';

export interface Labelled {
  readonly label: string;
}

type CommonColumn = 'username' | 'label' | 'position' | 'created_at';
type EntryRow<Table extends LabelledTable> = Selectable<Database[Table]>;
type OwnColumns<Table extends LabelledTable> = Omit<Insertable<Database[Table]>, CommonColumn>;

/** What distinguishes one kind of labelled entries from the others. */
export interface EntryKind<Table extends LabelledTable, Entry extends Labelled> {
  readonly table: Table;
  /** The members of an authorization that refer to the labels of this kind. */
  readonly sharedAs: readonly SharedKind[];
  /** The columns with the content of an entry that fits the contract. @throws BadRequest */
  readonly columns: (entry: Entry) => OwnColumns<Table>;
  readonly read: (row: EntryRow<Table>) => Entry;
}

/** The maximum number of entries of one kind. Concurrent requests may exceed it slightly; it only prevents floods. */
export const entryLimit = 100;

/** The entries in the order of adding; a changed entry keeps its position. */
export async function listEntries<Table extends LabelledTable, Entry extends Labelled>(
  db: Kysely<Database>,
  { table, read }: EntryKind<Table, Entry>,
  username: string,
): Promise<Entry[]> {
  const { rows } = await sql<EntryRow<Table>>`
    select * from ${sql.table(table)} where username = ${username} order by position, label`.execute(db);
  return rows.map(read);
}

export async function findEntry<Table extends LabelledTable, Entry extends Labelled>(
  db: Kysely<Database>,
  { table, read }: EntryKind<Table, Entry>,
  username: string,
  label: string,
): Promise<Entry | undefined> {
  const { rows } = await sql<EntryRow<Table>>`
    select * from ${sql.table(table)} where username = ${username} and label = ${label}`.execute(db);
  return rows[0] && read(rows[0]);
}

/**
 * Adds an entry to the end of the list.
 * @throws BadRequest for an invalid label, Conflict `duplicate_label` or `too_many_entries`, or NotFound
 * `user_not_found`
 */
export async function insertEntry<Table extends LabelledTable, Entry extends Labelled>(
  db: Kysely<Database>,
  kind: EntryKind<Table, Entry>,
  username: string,
  entry: Entry,
  createdAt: Date,
): Promise<Entry> {
  checkNewLabel(entry.label);
  const table = sql.table(kind.table);
  const row = { ...kind.columns(entry), username, label: entry.label, created_at: createdAt };
  const position = nextPosition<LabelledTable>(kind.table, { username });
  const [inserted] = await translated(kind.table, () =>
    sql<EntryRow<Table>>`
      insert into ${table} (${columnList(row)}, position) select ${sql.join(Object.values(row))}, ${position}
      where (select count(*) from ${table} where username = ${username}) < ${entryLimit}
      returning *`.execute(db),
  );
  if (!inserted) throw tooMany();
  return kind.read(inserted);
}

/**
 * Adds the first entries of a user of this kind, in the given order.
 * @throws Conflict `duplicate_label` or `too_many_entries`
 */
export async function insertFirstEntries<Table extends LabelledTable, Entry extends Labelled>(
  trx: Transaction<Database>,
  kind: EntryKind<Table, Entry>,
  username: string,
  entries: readonly Entry[],
  createdAt: Date,
): Promise<void> {
  if (entries.length > entryLimit) throw tooMany();
  for (const { label } of entries) checkNewLabel(label);
  const rows = entries.map((entry, index) => {
    const common = { username, label: entry.label, created_at: createdAt, position: index + 1 };
    return { ...kind.columns(entry), ...common };
  });
  if (!rows[0]) return;
  const values = rows.map((row) => sql`(${sql.join(Object.values(row))})`);
  const insert = sql<EntryRow<Table>>`
    insert into ${sql.table(kind.table)} (${columnList(rows[0])}) values ${sql.join(values)}`;
  await translated(kind.table, () => insert.execute(trx));
}

/**
 * Replaces label and content of an entry.
 * @returns undefined when no entry has this label
 * @throws Conflict `duplicate_label`
 */
export async function updateEntry<Table extends LabelledTable, Entry extends Labelled>(
  db: Kysely<Database>,
  kind: EntryKind<Table, Entry>,
  username: string,
  label: string,
  entry: Entry,
): Promise<Entry | undefined> {
  if (entry.label !== label) checkNewLabel(entry.label);
  const patch = { ...kind.columns(entry), label: entry.label };
  const changes = Object.entries(patch).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const [updated] = await translated(kind.table, () =>
    sql<EntryRow<Table>>`
      update ${sql.table(kind.table)} set ${sql.join(changes)}
      where username = ${username} and label = ${label}
      returning *`.execute(db),
  );
  return updated && kind.read(updated);
}

/** @returns whether there was one */
export async function deleteEntry<Table extends LabelledTable, Entry extends Labelled>(
  trx: Transaction<Database>,
  { table }: EntryKind<Table, Entry>,
  username: string,
  label: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where username = ${username} and label = ${label}`.execute(trx);
  return numAffectedRows === 1n;
}

function columnList(row: object) {
  return sql.join(Object.keys(row).map((name) => sql.ref(name)));
}

/** Executes a statement and converts violated constraints into errors. */
async function translated<Row>(
  table: LabelledTable,
  run: () => Promise<{ readonly rows: Row[] }>,
): Promise<Row[]> {
  try {
    return (await run()).rows;
  } catch (error) {
    if (isUniqueViolation(error, `${table}_pkey`)) throw new Conflict('duplicate_label', { cause: error });
    if (isForeignKeyViolation(error, `${table}_user`)) throw new NotFound('user_not_found', { cause: error });
    throw error;
  }
}

function tooMany(): Conflict {
  return new Conflict('too_many_entries', { description: `At most ${entryLimit} of each kind.` });
}
