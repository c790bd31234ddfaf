import { type Kysely, sql } from 'kysely';

/** A second factor is remembered for the browser in which it was confirmed, and forgotten with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from remembered_second_factors`.execute(db);
  await sql`alter table remembered_second_factors
    drop constraint remembered_second_factors_pkey,
    add column device_id text collate "C" not null,
    add constraint remembered_second_factors_pkey primary key (username, globalid, device_id),
    add constraint remembered_second_factors_device foreign key (username, device_id)
      references trusted_devices (username, device_id) on delete cascade`.execute(db);
  await sql`create index remembered_second_factors_of_device on remembered_second_factors (username, device_id)`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from remembered_second_factors`.execute(db);
  await sql`drop index remembered_second_factors_of_device`.execute(db);
  await sql`alter table remembered_second_factors
    drop constraint remembered_second_factors_device,
    drop constraint remembered_second_factors_pkey,
    drop column device_id,
    add constraint remembered_second_factors_pkey primary key (username, globalid)`.execute(db);
}
