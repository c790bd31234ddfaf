import { type RawBuilder, sql } from 'kysely';

/** Whom an invitation went to: somebody known, an organization, or the way to reach a stranger. */
export type Invitee =
  | { readonly username: string }
  | { readonly globalid: string }
  | { readonly email: string }
  | { readonly phone: string };

/**
 * Whether an invitation went to somebody. An invitation that a stranger got belongs, once the address or number is
 * validated, to the user who validated it.
 */
export function wentTo(invitee: Invitee): RawBuilder<boolean> {
  if ('globalid' in invitee) return sql`invited_globalid = ${invitee.globalid}`;
  if ('email' in invitee) return sql`${byEmail} and email_address = ${invitee.email}`;
  if ('phone' in invitee) return sql`${byPhone} and phone_number = ${invitee.phone}`;
  const { username } = invitee;
  return sql`(
    username = ${username}
    or ${byEmail} and email_address in (
      select v.email_address from validated_email_addresses v where v.username = ${username}
    )
    or ${byPhone} and phone_number in (
      select v.phone_number from validated_phone_numbers v where v.username = ${username}
    )
  )`;
}

const byEmail = sql`username is null and method = 'email'`;
const byPhone = sql`username is null and method = 'phone'`;
