import type { VNode } from 'preact';
import type { Registration } from '../../../authentication/registration/queries.ts';
import type { PageRequest } from '../../../ui/page-request.ts';

const kept = ['firstname', 'lastname', 'email'] as const;

/** Hidden fields of later steps, so that a user whose registration expired need not type everything again. */
export function KeptFields({ registration }: { registration: Registration }): VNode {
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

/** The values of the hidden fields; undefined when the form did not have them. */
export function keptValues({ submission }: PageRequest): Readonly<Record<string, string>> | undefined {
  const { values } = submission;
  if (values.email === undefined) return undefined;
  return Object.fromEntries(kept.map((name) => [name, values[name] ?? '']));
}
