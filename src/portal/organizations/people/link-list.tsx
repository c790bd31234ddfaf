import type { VNode } from 'preact';
import type { OrganizationDetails } from '../../../organizations/queries.ts';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, RoleBadge } from '../view.tsx';
import { actPath } from './paths.ts';

interface LinkListProps extends OrganizationPage {
  readonly details: OrganizationDetails;
}

/** The organizations whose users count as owners or members. */
export function LinkList(props: LinkListProps): VNode {
  const { page, organization, details } = props;
  const { translate } = page;
  const add = {
    href: organizationPath(organization.globalid, 'people', 'link'),
    text: translate('org.link.title'),
  };
  return (
    <EntryList
      title={translate('org.people.linked')}
      id="linked"
      text={translate('org.people.linked.text')}
      entries={[
        ...details.orgowners.map((linked) => entryOf(props, linked, 'owner')),
        ...details.orgmembers.map((linked) => entryOf(props, linked, 'member')),
      ]}
      none={translate('org.people.linked.none')}
      add={organization.isOwner ? add : undefined}
    />
  );
}

function entryOf(
  { page, organization: { globalid, isOwner }, details }: LinkListProps,
  linked: string,
  role: 'owner' | 'member',
): Entry {
  const { translate } = page;
  const includes = details.includesSuborganizationsOf.includes(linked);
  const acts = [
    role === 'owner' ? 'linkMember' : 'linkOwner',
    includes ? 'exclude' : 'include',
    role === 'owner' ? 'unlinkOwner' : 'unlinkMember',
  ] as const;
  return {
    key: linked,
    title: <a href={organizationPath(linked)}>{linked}</a>,
    marks: <RoleBadge page={page} role={role} />,
    ...(includes && { details: translate('org.people.includes') }),
    actions: isOwner
      ? acts.map((act) => ({
          href: actPath(globalid, act, linked),
          text: translate(`org.act.${act}.short`),
          label: `${translate(`org.act.${act}.short`)}: ${linked}`,
          isDangerous: act === 'unlinkOwner' || act === 'unlinkMember',
        }))
      : [],
  };
}
