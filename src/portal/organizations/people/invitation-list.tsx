import type { VNode } from 'preact';
import type { Invitation } from '../../../organizations/invitations/queries.ts';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { Time } from '../../../ui/time.tsx';
import { Pages, pageOf } from '../paging.tsx';
import { type OrganizationPage, RoleBadge } from '../view.tsx';
import { actPath } from './paths.ts';

const pageSize = 20;

interface InvitationListProps extends OrganizationPage {
  readonly invitations: readonly Invitation[];
}

/** The invitations without an answer. */
export function InvitationList(props: InvitationListProps): VNode {
  const { page, invitations } = props;
  const { rows, ...paging } = pageOf(page, invitations, pageSize);
  return (
    <>
      <EntryList
        title={page.translate('org.people.invitations')}
        id="invitations"
        entries={rows.map((invitation) => entryOf(props, invitation))}
        none={page.translate('org.people.invitations.none')}
      />
      <Pages page={page} {...paging} />
    </>
  );
}

function entryOf({ page, organization }: InvitationListProps, invitation: Invitation): Entry {
  const { translate } = page;
  const { invitationId, role, createdAt } = invitation;
  const who = inviteeOf(invitation);
  return {
    key: invitationId,
    title: who,
    marks: <RoleBadge page={page} role={role === 'owner' || role === 'orgowner' ? 'owner' : 'member'} />,
    details: (
      <>
        {translate('org.people.invited')} <Time page={page} at={createdAt} />
      </>
    ),
    actions: [
      {
        href: actPath(organization.globalid, 'cancel', who),
        text: translate('org.act.cancel.short'),
        label: `${translate('org.act.cancel.short')}: ${who}`,
      },
    ],
  };
}

/** The name by which `cancelInvitations` finds the invitation. */
function inviteeOf({ username, invitedGlobalid, emailAddress, phoneNumber }: Invitation): string {
  return username ?? invitedGlobalid ?? (emailAddress || phoneNumber);
}
