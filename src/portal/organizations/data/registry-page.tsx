import { contractProblems } from '../../../base/contract-rules.ts';
import { BadRequest } from '../../../base/errors.ts';
import { setRegistryEntry } from '../../../organizations/registry/acts.ts';
import { listRegistryEntries } from '../../../organizations/registry/queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field, LongField } from '../../../ui/field.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { RegistryEntry } from '../../../users/registry/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { removalPath } from '../removals/paths.ts';
import { type OrganizationPage, organizationAnswer } from '../view.tsx';

const pageSize = 20;

/** `GET /organizations/{globalid}/registry`: public entries of the organization. */
export function registryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listOrganizationRegistry', (page, session, organization) =>
    registryAnswer(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/registry`: stores an entry. */
export function submitRegistry(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'addOrganizationRegistryEntry', async (page, session, organization) => {
    const { globalid } = organization;
    const { key, value } = typedIn(page);
    const save = () => setRegistryEntry(deps, actorOfPage(page, session), { globalid, key, value });
    const errors = await errorsOf(page, save);
    if (Object.keys(errors).length > 0) return registryAnswer(deps, { page, session, organization }, errors);
    keepNotice(page, 'notice.saved');
    return { redirect: organizationPath(globalid, 'registry') };
  });
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

function typedIn({ submission }: PageRequest): RegistryEntry {
  const { key = '', value = '' } = submission.values;
  return { key: key.trim(), value };
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

async function registryAnswer(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<Answer> {
  const { page, organization } = shown;
  const { translate, submission } = page;
  const action = organizationPath(organization.globalid, 'registry');
  const { rows, ...paging } = pageOf(
    page,
    await listRegistryEntries(deps.db, organization.globalid),
    pageSize,
  );
  const isRefused = Object.keys(errors).length > 0;
  const given = isRefused ? submission.values : {};
  const content = (
    <>
      <EntryList
        title={translate('orgData.registry.entries')}
        id="entries"
        text={translate('orgData.registry.text')}
        entries={rows.map((entry) => entryOf(page, organization.globalid, entry))}
        none={translate('orgData.registry.none')}
      />
      <Pages page={page} {...paging} />
      <section class="card" aria-labelledby="new">
        <h2 id="new">{translate('orgData.registry.new')}</h2>
        <Form page={page} action={action} errors={errors}>
          <Field
            name="key"
            label={translate('orgData.registry.key')}
            hint={translate('orgData.registry.key.hint')}
            value={given.key}
            errors={errors}
            autocomplete="off"
            input={{ maxLength: 256 }}
          />
          <LongField
            name="value"
            label={translate('orgData.registry.value')}
            value={given.value ?? ''}
            errors={errors}
            maxLength={1024}
          />
          <Submit>{translate('orgSettings.save')}</Submit>
        </Form>
      </section>
    </>
  );
  const title = translate('orgData.registry.title');
  return organizationAnswer(deps, shown, {
    active: 'registry',
    title,
    content,
    status: isRefused ? 422 : 200,
  });
}

function entryOf(page: PageRequest, globalid: string, { key, value }: RegistryEntry): Entry {
  const text = page.translate('orgSettings.remove');
  return {
    key,
    title: key,
    details: <p class="message-text">{value}</p>,
    actions: [
      {
        href: removalPath(globalid, { what: 'registryEntry', name: key }),
        text,
        label: `${text}: ${key}`,
        isDangerous: true,
      },
    ],
  };
}
