import type { OperationName } from '../../../../generated/services.ts';
import { addGrant, readTag, removeGrant } from '../../../organizations/grants/acts.ts';
import { type GrantHolder, listGrantHolders } from '../../../organizations/grants/queries.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { SearchForm, searchOf } from '../../../ui/search-form.tsx';
import { readSearchText } from '../../../users/search/search-text.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../gate.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationAnswer } from '../view.tsx';

const pageSize = 20;

const refusals = {
  invalid_grant: { field: 'tag', text: 'orgData.grants.tag.wrong' },
  max_amount_of_grants_reached: { field: 'tag', text: 'orgData.grants.tooMany' },
  user_not_found: { field: 'who', text: 'orgData.grants.unknown' },
  user_has_no_authorization: { field: 'who', text: 'orgData.grants.unshared' },
  too_many_requests: { field: 'who', text: 'orgData.grants.later' },
} as const;

const texts = Object.fromEntries(Object.entries(refusals).map(([code, { text }]) => [code, text]));

/** `GET /organizations/{globalid}/grants`: the tags that the organization put on users. */
export function grantsPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listUsersWithGrant', (page, session, organization) =>
    grantsAnswer(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/grants`: adds a tag, or removes the one named by `remove`. */
export function submitGrants(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, operationAsked, async (page, session, organization) => {
    const { globalid } = organization;
    const { who = '', tag = '', remove } = page.submission.values;
    const user = readSearchText(who.trim());
    const actor = actorOfPage(page, session);
    try {
      if (remove !== undefined) await removeGrant(deps, actor, { globalid, user, tag: remove });
      else await addGrant(deps, actor, { globalid, user, tag: readTag(tag.trim()) });
    } catch (error) {
      const text = refusalText(error, texts);
      const field = Object.values(refusals).find((each) => each.text === text)?.field ?? 'who';
      return grantsAnswer(deps, { page, session, organization }, { [field]: page.translate(text) });
    }
    keepNotice(page, 'notice.saved');
    return { redirect: organizationPath(globalid, 'grants') };
  });
}

function operationAsked({ submission }: PageRequest): OperationName {
  return submission.values.remove === undefined ? 'createUserGrant' : 'deleteUserGrant';
}

async function grantsAnswer(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<Answer> {
  const { page, organization } = shown;
  const { translate, submission } = page;
  const { globalid } = organization;
  const action = organizationPath(globalid, 'grants');
  const search = searchOf(page);
  const found = (await listGrantHolders(deps.db, globalid)).filter(
    ({ username, tags }) =>
      username.toLowerCase().includes(search) || tags.some((tag) => tag.toLowerCase().includes(search)),
  );
  const { rows, ...paging } = pageOf(page, found, pageSize);
  const isRefused = Object.keys(errors).length > 0;
  const given = isRefused ? submission.values : {};
  const content = (
    <>
      <SearchForm page={page} action={action} label={translate('orgData.grants.search')} />
      <EntryList
        title={translate('orgData.grants.users')}
        id="users"
        text={translate('orgData.grants.text')}
        entries={rows.map((holder) => entryOf(page, action, holder))}
        none={translate('orgData.grants.none')}
      />
      <Pages page={page} {...paging} />
      <section class="card" aria-labelledby="new">
        <h2 id="new">{translate('orgData.grants.new')}</h2>
        <Form page={page} action={action} errors={errors}>
          <Field
            name="who"
            label={translate('orgData.grants.who')}
            value={given.who}
            errors={errors}
            autocomplete="off"
            input={{ spellcheck: false }}
          />
          <Field
            name="tag"
            label={translate('orgData.grants.tag')}
            hint={translate('orgData.grants.tag.hint')}
            value={given.tag}
            errors={errors}
            autocomplete="off"
            input={{ maxLength: 100, spellcheck: false }}
          />
          <Submit>{translate('orgData.grants.add')}</Submit>
        </Form>
      </section>
    </>
  );
  const title = translate('orgData.grants.title');
  return organizationAnswer(deps, shown, { active: 'grants', title, content, status: isRefused ? 422 : 200 });
}

/** One form for all tags of a user: each button removes its own. */
function entryOf(page: PageRequest, action: string, { username, tags }: GrantHolder): Entry {
  const remove = page.translate('orgSettings.remove');
  return {
    key: username,
    title: username,
    details: (
      <Form page={page} action={action}>
        <input type="hidden" name="who" value={username} />
        <p class="actions">
          {tags.map((tag) => (
            <button
              key={tag}
              type="submit"
              class="quiet small"
              name="remove"
              value={tag}
              aria-label={`${tag} × ${remove}: ${username}`}
            >
              {tag} ×
            </button>
          ))}
        </p>
      </Form>
    ),
  };
}
