import { type Kysely, sql } from 'kysely';

const statements = [
  // source is null exactly when the picture is in user_avatar_images.
  sql`create table user_avatars (
    username text collate "C" not null,
    label text collate "C" not null,
    source text collate "C",
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_avatars_pkey primary key (username, label),
    constraint user_avatars_user foreign key (username) references users (username) on delete cascade,
    constraint user_avatars_label_length check (char_length(label) between 2 and 50),
    constraint user_avatars_label_not_reserved check (lower(label) not in ('facebook', 'github'))
  )`,
  // The picture is renamed and removed with its avatar.
  sql`create table user_avatar_images (
    username text collate "C" not null,
    label text collate "C" not null,
    image_id text collate "C" not null,
    media_type text collate "C" not null,
    content bytea not null,
    created_at timestamptz(3) not null,
    constraint user_avatar_images_pkey primary key (username, label),
    constraint user_avatar_images_image_id unique (image_id),
    constraint user_avatar_images_avatar foreign key (username, label)
      references user_avatars (username, label) on delete cascade on update cascade,
    constraint user_avatar_images_media_type_image check (media_type ~ '^image/[a-z]+$')
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table user_avatar_images, user_avatars`.execute(db);
}
