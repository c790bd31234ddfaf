import { contractProblems } from '../../../base/contract-rules.ts';
import { BadRequest } from '../../../base/errors.ts';
import { setRegistryEntry } from '../../../organizations/registry/acts.ts';
import { findRegistryEntry } from '../../../organizations/registry/queries.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field, LongField } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import type { RegistryEntry } from '../../../users/registry/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';

/** `GET /organizations/{globalid}/registry/new`; `key` names an entry whose value is to be changed. */
export function newRegistryEntryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'addOrganizationRegistryEntry', async (page, session, organization) => {
    const key = page.query.get('key') ?? '';
    const entry = await findRegistryEntry(deps.db, organization.globalid, key);
    return formResponse(deps, { page, session, organization }, entry ?? { key: '', value: '' });
  });
}

/** `POST /organizations/{globalid}/registry/new`: stores an entry. */
export function submitRegistryEntry(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'addOrganizationRegistryEntry', async (page, session, organization) => {
    const { globalid } = organization;
    const entry = typedIn(page);
    const save = () => setRegistryEntry(deps, actorOfPage(page, session), { globalid, ...entry });
    const errors = await errorsOf(page, save);
    if (Object.keys(errors).length > 0)
      return formResponse(deps, { page, session, organization }, entry, errors);
    keepNotice(page, 'notice.registrySaved', { key: entry.key });
    return { redirect: organizationPath(globalid, 'registry') };
  });
}

function typedIn({ submission }: PageRequest): RegistryEntry {
  const { key = '', value = '' } = submission.values;
  return { key: key.trim(), value };
}

/** Saves what the contract allows. @returns the errors by field; empty on success */
async function errorsOf(page: PageRequest, save: () => Promise<void>): Promise<FormErrors> {
  const errors = errorsIn(page);
  if (Object.keys(errors).length > 0) return errors;
  try {
    await save();
    return {};
  } catch (error) {
    if (error instanceof BadRequest) return { key: page.translate('orgData.registry.key.wrong') };
    throw error;
  }
}

function errorsIn(page: PageRequest): FormErrors {
  const { translate } = page;
  const { key, value } = typedIn(page);
  const wrong = new Set(
    contractProblems('RegistryEntry', { Key: key, Value: value }).map(({ field }) => field),
  );
  return {
    ...(wrong.has('Key') && { key: translate('orgData.registry.key.wrong') }),
    ...(wrong.has('Value') && { value: translate('orgData.registry.value.wrong') }),
  };
}

function formResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  entry: RegistryEntry,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const list = organizationPath(organization.globalid, 'registry');
  const content = (
    <section class="card">
      <p class="hint">{translate('orgData.registry.text')}</p>
      <Form page={page} action={`${list}/new`} errors={errors}>
        <Field
          name="key"
          label={translate('orgData.registry.key')}
          hint={translate('orgData.registry.key.hint')}
          value={entry.key}
          errors={errors}
          autocomplete="off"
          input={{ maxLength: 256 }}
        />
        <LongField
          name="value"
          label={translate('orgData.registry.value')}
          value={entry.value}
          errors={errors}
          maxLength={1024}
        />
        <SubmitOrLeave submit={translate('orgSettings.save')} leave={translate('danger.cancel')} to={list} />
      </Form>
    </section>
  );
  return organizationResponse(deps, shown, {
    active: 'registry',
    title: translate('orgData.registry.new'),
    breadcrumb: [{ title: translate('orgData.registry.title'), href: list }],
    content,
    status: Object.keys(errors).length > 0 ? 422 : 200,
  });
}
