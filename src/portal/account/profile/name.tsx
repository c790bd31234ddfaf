import type { UserSession } from '../../../sessions/session.ts';
import { Form, type FormErrors } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { changeName } from '../../../users/acts.ts';
import { readPersonName } from '../../../users/person-name.ts';
import { findUser } from '../../../users/queries.ts';
import type { FormValues } from '../../entries/profile-kind.ts';
import { forSignedIn } from '../signed-in.ts';
import type { ProfileDependencies } from './dependencies.ts';
import { namePath, profilePath } from './paths.ts';
import { profileView, SaveOrLeave } from './view.tsx';

const parts = [
  {
    name: 'firstname',
    label: 'register.firstName',
    wrong: 'register.badFirstName',
    autocomplete: 'given-name',
  },
  {
    name: 'lastname',
    label: 'register.lastName',
    wrong: 'register.badLastName',
    autocomplete: 'family-name',
  },
] as const;

/** `GET /account/profile/name`: the form to change the name. */
export function namePage(deps: ProfileDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const user = await findUser(deps.db, session.username);
    return nameView(deps, page, session, {
      firstname: user?.firstName ?? '',
      lastname: user?.lastName ?? '',
    });
  });
}

/** `POST /account/profile/name`. */
export function submitName(deps: ProfileDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { values } = page.submission;
    const wrong = parts.filter(({ name }) => readPersonName(values[name] ?? '') === undefined);
    const errors = Object.fromEntries(wrong.map((part) => [part.name, page.translate(part.wrong)]));
    if (wrong.length > 0) return nameView(deps, page, session, values, errors);
    const { firstname: firstName = '', lastname: lastName = '' } = values;
    await changeName(deps, actorOfPage(page, session), { username: session.username, firstName, lastName });
    keepNotice(page, 'notice.nameSaved');
    return { redirect: profilePath };
  });
}

async function nameView(
  deps: ProfileDependencies,
  page: PageRequest,
  session: UserSession,
  values: FormValues,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('profile.name.edit');
  const content = (
    <section class="card">
      <Form page={page} action={namePath} errors={errors}>
        {parts.map(({ name, label, autocomplete }) => (
          <Field
            key={name}
            name={name}
            label={translate(label)}
            value={values[name]}
            autocomplete={autocomplete}
            errors={errors}
          />
        ))}
        <SaveOrLeave page={page} />
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return profileView(deps, { page, session, title, content, status });
}
