import { type AccountLine, searchAccounts } from '../../operators/accounts/queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { type Entry, EntryList, Paging } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { SearchForm } from '../../ui/search-form.tsx';
import { Time } from '../../ui/time.tsx';
import { readSearchText } from '../../users/search/search-text.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { userPath, usersPath } from './paths.ts';
import { StateBadges } from './state-badge.tsx';

const pageSize = 25;

/** `GET /admin/users`: `q` is a prefix of a username, email address or phone number; `after` is a username. */
export function usersPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate, query } = page;
    const typed = (query.get('q') ?? '').trim();
    const text = typed === '' ? undefined : readSearchText(typed);
    const after = query.get('after') ?? undefined;
    const found = await searchAccounts(deps.db, { text, limit: pageSize + 1, after });
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    const content = (
      <>
        <SearchForm page={page} action={usersPath} label={translate('adminUsers.search')} />
        <EntryList
          id="users"
          title={translate('adminUsers.found')}
          entries={shown.map((account) => entryOf(page, account))}
          none={translate('adminUsers.none')}
        />
        <Paging
          page={page}
          newer={after === undefined ? undefined : addressOf(typed)}
          older={last && addressOf(typed, last.username)}
        />
      </>
    );
    return adminResponse(deps, request, { active: 'users', title: translate('adminUsers.title'), content });
  });
}

function addressOf(q: string, after?: string): string {
  const query = new URLSearchParams({ ...(q !== '' && { q }), ...(after !== undefined && { after }) });
  return query.size === 0 ? usersPath : `${usersPath}?${query}`;
}

function entryOf(page: PageRequest, account: AccountLine): Entry {
  const { username, firstName, lastName, createdAt } = account;
  return {
    key: username,
    title: <a href={userPath(username)}>{username}</a>,
    marks: <StateBadges page={page} account={account} />,
    details: (
      <p>
        <bdi>
          {firstName} {lastName}
        </bdi>{' '}
        · <Time page={page} at={createdAt} isDay />
      </p>
    ),
  };
}
