import type { OperationName } from '../../../../generated/services.ts';
import { contractProblems } from '../../../base/contract-rules.ts';
import { removeRegistryEntry, setRegistryEntry } from '../../../organizations/registry/acts.ts';
import { listRegistryEntries, type RegistryEntry } from '../../../organizations/registry/queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field, LongField } from '../../../ui/field.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../gate.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationAnswer } from '../view.tsx';

const pageSize = 20;

/** `GET /organizations/{globalid}/registry`: public entries of the organization. */
export function registryPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listOrganizationRegistry', (page, session, organization) =>
    registryAnswer(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/registry`: stores an entry, or removes the one named by `remove`. */
export function submitRegistry(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, operationAsked, async (page, session, organization) => {
    const { globalid } = organization;
    const { remove, key = '', value = '' } = page.submission.values;
    const actor = actorOfPage(page, session);
    if (remove === undefined) {
      const errors = errorsIn(page);
      if (Object.keys(errors).length > 0)
        return registryAnswer(deps, { page, session, organization }, errors);
      await setRegistryEntry(deps, actor, { globalid, key, value });
    } else {
      await removeRegistryEntry(deps, actor, { globalid, key: remove }).catch((error: unknown) =>
        refusalText(error, { registry_entry_not_found: 'org.refused.gone' }),
      );
    }
    keepNotice(page, 'notice.saved');
    return { redirect: organizationPath(globalid, 'registry') };
  });
}

function operationAsked({ submission }: PageRequest): OperationName {
  return submission.values.remove === undefined
    ? 'addOrganizationRegistryEntry'
    : 'deleteOrganizationRegistryEntry';
}

function errorsIn({ submission, translate }: PageRequest): FormErrors {
  const { key = '', value = '' } = submission.values;
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
        entries={rows.map((entry) => entryOf(page, action, entry))}
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

function entryOf(page: PageRequest, action: string, { key, value }: RegistryEntry): Entry {
  const text = page.translate('orgSettings.remove');
  return {
    key,
    title: key,
    details: <p class="message-text">{value}</p>,
    forms: (
      <Form page={page} action={action}>
        <input type="hidden" name="remove" value={key} />
        <Submit kind="quiet" label={`${text}: ${key}`}>
          {text}
        </Submit>
      </Form>
    ),
  };
}
