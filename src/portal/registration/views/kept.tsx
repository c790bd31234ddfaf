import type { VNode } from 'preact';
import type { Registration } from '../../../authentication/registration/queries.ts';
import type { PageRequest } from '../../../ui/page-request.ts';

const kept = ['firstname', 'lastname', 'email'] as const;

/** Later steps send it along, so that a user whose time ran out need not type it again. */
export function Kept({ registration }: { registration: Registration }): VNode {
  const { firstName: firstname, lastName: lastname, emailAddress: email } = registration;
  const values = { firstname, lastname, email };
  return (
    <>
      {kept.map((name) => (
        <input key={name} type="hidden" name={name} value={values[name]} />
      ))}
    </>
  );
}

/** What went along with a form; nothing where it was not sent by one of these. */
export function keptValues({ submission }: PageRequest): Readonly<Record<string, string>> | undefined {
  const { values } = submission;
  if (values.email === undefined) return undefined;
  return Object.fromEntries(kept.map((name) => [name, values[name] ?? '']));
}
