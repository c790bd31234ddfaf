import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';

/** The addresses for notices, and the language to write in. */
export interface NoticeTarget {
  readonly language: string | null;
  readonly emailAddresses: readonly string[];
}

export async function findNoticeTarget(
  db: Kysely<Database>,
  username: string,
): Promise<NoticeTarget | undefined> {
  const { rows } = await sql<NoticeTarget>`
    select u.language, array(
      select e.email_address from validated_email_addresses e
      where e.username = u.username order by e.email_address
    ) as "emailAddresses"
    from users u where u.username = ${username}`.execute(db);
  return rows[0];
}
