import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import { listContracts } from '../../../documents/contracts/queries.ts';
import { listKeyNames } from '../../../documents/keystore/queries.ts';
import { listNewestVersions } from '../../../documents/see/queries.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import type { Database } from '../../../schema.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { type Entry, EntryList, Paging } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import { listRegistryEntries } from '../../../users/registry/queries.ts';
import { portalView } from '../../frame.tsx';
import { forSignedIn } from '../signed-in.ts';
import { contractEntry, documentEntry, keyEntry, registryEntry } from './lists.tsx';
import { documentsPath, newRegistryEntryPath } from './paths.ts';

export interface DocumentsDependencies {
  readonly db: Kysely<Database>;
}

/** A range of a user's entries. */
interface Slice {
  readonly offset: number;
  readonly limit: number;
}

interface DocumentList {
  readonly name: string;
  readonly title: MessageKey;
  readonly none: MessageKey;
  /** Called with a limit that is one too high; a full result means that there are more entries. */
  readonly find: (
    db: Kysely<Database>,
    page: PageRequest,
    username: string,
    slice: Slice,
  ) => Promise<Entry[]>;
  /** The label of the search field, for lists that grow long. */
  readonly search?: MessageKey;
}

const part = <Each,>(all: readonly Each[], { offset, limit }: Slice) => all.slice(offset, offset + limit);

const lists: readonly DocumentList[] = [
  {
    name: 'see',
    title: 'documents.see',
    none: 'documents.see.none',
    find: async (db, page, username, slice) =>
      part(await listNewestVersions(db, username, undefined), slice).map((each) => documentEntry(page, each)),
  },
  {
    name: 'contracts',
    title: 'documents.contracts',
    none: 'documents.contracts.none',
    find: async (db, page, name, slice) =>
      (await listContracts(db, { type: 'user', name }, { ...slice, expiresFrom: undefined })).map((each) =>
        contractEntry(page, each),
      ),
  },
  {
    name: 'keys',
    title: 'documents.keys',
    none: 'documents.keys.none',
    find: async (db, page, username, slice) =>
      (await listKeyNames(db, username, slice)).map((each) => keyEntry(page, each)),
  },
  {
    name: 'registry',
    title: 'documents.registry',
    none: 'documents.registry.none',
    find: async (db, page, username, slice) => {
      const all = await listRegistryEntries(db, username);
      const found = all.filter(({ key }) => key.toLowerCase().includes(searchOf(page)));
      return part(found, slice).map((each) => registryEntry(page, each));
    },
    search: 'org.search.entries',
  },
];

const shownOfEach = 4;
const pageSize = 25;

/** `GET /account/documents`: the first entries of each list. */
export function documentsPage(deps: DocumentsDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const title = page.translate('documents.title');
    const cards: VNode[] = [];
    for (const list of lists) {
      const found = await list.find(deps.db, page, session.username, { offset: 0, limit: shownOfEach + 1 });
      cards.push(<ListCard key={list.name} page={page} list={list} entries={found} limit={shownOfEach} />);
    }
    const content = (
      <>
        <p class="lead">{page.translate('documents.text')}</p>
        {cards}
      </>
    );
    return { page: await portalView(deps, { page, session, active: 'documents', title, content }) };
  });
}

/** `GET /account/documents/{list}`: one list in full; `from` is the offset. */
export function documentListPage(deps: DocumentsDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate, query } = page;
    const list = lists.find(({ name }) => name === page.request.params.list);
    if (!list) return errorPage(page, 404);
    const from = query.get('from') ?? '';
    const offset = /^\d{1,6}$/.test(from) ? Number(from) : 0;
    const found = await list.find(deps.db, page, session.username, { offset, limit: pageSize + 1 });
    const title = translate(list.title);
    const path = `${documentsPath}/${list.name}`;
    const search = searchOf(page);
    const addressOf = (first: number) => {
      const parameters = { ...(search !== '' && { q: search }), ...(first > 0 && { from: String(first) }) };
      return `${path}?${new URLSearchParams(parameters)}`;
    };
    const hasMore = found.length > pageSize;
    const content = (
      <>
        {list.search && (
          <SearchIfLong
            page={page}
            isLong={offset > 0 || hasMore}
            action={path}
            label={translate(list.search)}
          />
        )}
        <ListCard
          page={page}
          list={list}
          entries={found.slice(0, pageSize)}
          limit={pageSize}
          hasTitle={false}
        />
        <Paging
          page={page}
          newer={offset > 0 ? addressOf(Math.max(0, offset - pageSize)) : undefined}
          older={hasMore ? addressOf(offset + pageSize) : undefined}
        />
      </>
    );
    const breadcrumb = [{ title: translate('documents.title'), href: documentsPath }];
    return {
      page: await portalView(deps, { page, session, active: 'documents', breadcrumb, title, content }),
    };
  });
}

interface ListCardProps {
  readonly page: PageRequest;
  readonly list: DocumentList;
  readonly entries: readonly Entry[];
  readonly limit: number;
  /** Default: true. */
  readonly hasTitle?: boolean;
}

function ListCard({ page, list, entries, limit, hasTitle = true }: ListCardProps): VNode {
  const { translate } = page;
  const { name, title, none } = list;
  const search = searchOf(page);
  const isRegistry = name === 'registry';
  return (
    <EntryList
      id={name}
      {...(hasTitle && { title: translate(title) })}
      text={isRegistry ? translate('documents.registry.text') : undefined}
      entries={entries.slice(0, limit)}
      none={translate(search === '' ? none : 'org.search.none', { search })}
      add={isRegistry ? { href: newRegistryEntryPath, text: translate('documents.registry.add') } : undefined}
    >
      {entries.length > limit && (
        <p>
          <a href={`${documentsPath}/${name}`}>{translate('documents.all')}</a>
        </p>
      )}
    </EntryList>
  );
}
