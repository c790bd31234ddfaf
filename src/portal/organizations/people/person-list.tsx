import type { VNode } from 'preact';
import type { Person } from '../../../organizations/members/people.ts';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import { SearchIfLong, searchOf } from '../../../ui/search-form.tsx';
import { type ListPage, Pages } from '../paging.tsx';
import { organizationPath } from '../paths.ts';
import { scopeText } from '../scope-texts.ts';
import { type OrganizationPage, RoleBadge } from '../view.tsx';
import { actPath, peoplePath } from './paths.ts';

export interface ListedPerson extends Person {
  /** The organization above that lists the user. */
  readonly inheritedFrom?: string;
}

interface PersonListProps extends OrganizationPage {
  readonly people: readonly ListedPerson[];
  /** Organizations above whose users count too, but are not shown. */
  readonly hidden: readonly string[];
  readonly hasSearch: boolean;
  readonly paging: Pick<ListPage<unknown>, 'number' | 'count'>;
}

export function PersonList(props: PersonListProps): VNode {
  const { page, organization, people, hidden, hasSearch, paging } = props;
  const search = searchOf(page);
  const { translate } = page;
  const { globalid, isOwner } = organization;
  const add = { href: organizationPath(globalid, 'people', 'invite'), text: translate('org.invite.title') };
  return (
    <>
      <SearchIfLong
        page={page}
        isLong={hasSearch}
        action={peoplePath(globalid)}
        label={translate('org.people.search')}
      />
      <EntryList
        title={translate('org.people.users')}
        id="users"
        text={hidden.length > 0 && translate('org.people.hidden', { organizations: hidden.join(', ') })}
        entries={people.map((person) => entryOf(props, person))}
        none={translate(search === '' ? 'org.people.none' : 'org.people.notFound', { search })}
        add={isOwner ? add : undefined}
      />
      <Pages page={page} {...paging} />
    </>
  );
}

function entryOf({ page, session, organization }: PersonListProps, person: ListedPerson): Entry {
  const { translate } = page;
  const { username, role, inheritedFrom, missingScopes } = person;
  const isDirect = inheritedFrom === undefined;
  return {
    key: `${username} ${role} ${inheritedFrom ?? ''}`,
    title: username,
    marks: (
      <>
        <RoleBadge page={page} role={role} />{' '}
        {username === session.username && <Badge kind="plain">{translate('org.people.you')}</Badge>}{' '}
        {missingScopes.length > 0 && isDirect && <Badge kind="bad">{translate('org.people.missing')}</Badge>}
      </>
    ),
    ...(!isDirect && {
      details: (
        <>
          {translate('org.people.inherited')} <a href={peoplePath(inheritedFrom)}>{inheritedFrom}</a>
        </>
      ),
    }),
    ...(isDirect &&
      missingScopes.length > 0 && {
        details: translate('org.people.missing.what', {
          what: missingScopes.map((scope) => scopeText(page, scope)).join(', '),
        }),
      }),
    actions: isDirect && organization.isOwner ? actionsFor({ page, organization }, person) : [],
  };
}

function actionsFor(
  { page: { translate }, organization: { globalid } }: Pick<OrganizationPage, 'page' | 'organization'>,
  { username: who, role }: ListedPerson,
): NonNullable<Entry['actions']> {
  const change = role === 'owner' ? 'makeMember' : 'makeOwner';
  const remove = role === 'owner' ? 'removeOwner' : 'removeMember';
  return [
    {
      href: actPath(globalid, change, who),
      text: translate(`org.act.${change}.short`),
      label: `${translate(`org.act.${change}.short`)}: ${who}`,
    },
    {
      href: actPath(globalid, remove, who),
      text: translate('org.act.remove.short'),
      label: `${translate('org.act.remove.short')}: ${who}`,
      isDangerous: true,
    },
  ];
}
