import type { VNode } from 'preact';
import {
  findNotifications,
  type NotificationsOfUser,
} from '../../../organizations/invitations/notifications.ts';
import type { Invitation, MemberInvitation } from '../../../organizations/invitations/queries.ts';
import { Form } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { portalView } from '../../frame.tsx';
import { scopeText } from '../../organizations/scope-texts.ts';
import { shortList } from '../../short-list.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { contractPath } from '../documents/paths.ts';
import { forSignedIn } from '../signed-in.ts';
import { notificationsPath, resolvePath } from './paths.ts';

/** `GET /account/notifications`: invitations and requests that wait for the user, with the facts needed to decide. */
export function notificationsPage({ db }: Pick<SignInDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, session) => {
    const found = await findNotifications(db, session.username, page.now);
    const title = page.translate('notifications.title');
    const lists = listsOf(page, found);
    const content = (
      <>{lists.length > 0 ? lists : <p class="card">{page.translate('notifications.none')}</p>}</>
    );
    return { page: await portalView({ db }, { page, session, active: 'notifications', title, content }) };
  });
}

/** Limits each list, so that the page stays small. */
const shownOfEach = 6;

/** The lists that are not empty. */
function listsOf(page: PageRequest, found: NotificationsOfUser): VNode[] {
  const { invitations, organizationInvitations, contracts, missing } = found;
  const invitedBy = new Set(invitations.map(({ globalid }) => globalid));
  const required = new Map(missing.map(({ globalid, scopes }) => [globalid, scopes]));
  const byOrganization = [...new Map(invitations.map((row) => [row.globalid, row])).values()];
  const others = missing.filter(({ globalid }) => !invitedBy.has(globalid));
  const lists = [
    [
      'invitations',
      byOrganization.map((row) => invitationEntry(page, row, required.get(row.globalid) ?? [])),
    ],
    ['organizations', organizationInvitations.map((row) => organizationEntry(page, row))],
    ['missing', others.map(({ globalid, scopes }) => missingEntry(page, globalid, scopes))],
    ['contracts', contracts.map((contractId) => contractEntry(page, contractId))],
  ] as const;
  return lists.flatMap(([name, entries]) =>
    entries.length > 0
      ? [
          <EntryList
            key={name}
            id={name}
            title={page.translate(`notifications.${name}`)}
            entries={entries.slice(0, shownOfEach)}
            none=""
          >
            {entries.length > shownOfEach && (
              <p class="hint">
                {page.translate('notifications.more', { count: entries.length - shownOfEach })}
              </p>
            )}
          </EntryList>,
        ]
      : [],
  );
}

function invitationEntry(
  page: PageRequest,
  { globalid: organization, role, invitedBy, createdAt }: MemberInvitation,
  required: readonly string[],
): Entry {
  const { translate } = page;
  return {
    key: organization,
    title: organization,
    details: (
      <>
        <p class="value">
          {translate(role === 'owner' ? 'invite.asOwner' : 'invite.asMember', { organization })}
        </p>
        <p>
          {invitedBy !== null && `${translate('invite.by', { inviter: invitedBy })} `}
          <Time page={page} at={createdAt} />
        </p>
        <Required page={page} organization={organization} scopes={required} />
      </>
    ),
    forms: <Decision page={page} id={`invitation ${organization}`} fields={{ organization }} />,
  };
}

/** The data that the organization requires and the user does not share. Joining alone shares nothing. */
function Required({
  page,
  organization,
  scopes,
}: {
  page: PageRequest;
  organization: string;
  scopes: readonly string[];
}): VNode {
  const { translate } = page;
  if (scopes.length === 0) return <p>{translate('notifications.sharesNothing')}</p>;
  return (
    <p>
      {translate('notifications.requires', {
        what: shortList(
          translate,
          scopes.map((scope) => scopeText(page, scope)),
        ),
      })}{' '}
      <a href={resolvePath(organization)}>{translate('notifications.share')}</a>
    </p>
  );
}

function organizationEntry(
  page: PageRequest,
  { globalid: organization, invitedGlobalid, role, createdAt }: Invitation,
): Entry {
  const { translate } = page;
  const invited = invitedGlobalid ?? '';
  const what = role === 'orgowner' ? 'notifications.asOrgOwner' : 'notifications.asOrgMember';
  return {
    key: `${organization} ${invited} ${role}`,
    title: organization,
    details: (
      <>
        <p class="value">{translate(what, { organization, invited })}</p>
        <p>
          <Time page={page} at={createdAt} />
        </p>
      </>
    ),
    forms: (
      <Decision
        page={page}
        id={`link ${organization} ${invited} ${role}`}
        fields={{ organization, invited, role }}
      />
    ),
  };
}

function missingEntry(page: PageRequest, organization: string, scopes: readonly string[]): Entry {
  const { translate } = page;
  const what = shortList(
    translate,
    scopes.map((scope) => scopeText(page, scope)),
  );
  return {
    key: organization,
    title: organization,
    details: <p>{translate('notifications.requires', { what })}</p>,
    actions: [
      {
        href: resolvePath(organization),
        text: translate('notifications.resolve'),
        label: translate('notifications.resolve.label', { organization }),
      },
    ],
  };
}

function contractEntry({ translate }: PageRequest, contractId: string): Entry {
  const label = translate('documents.show.label', { name: contractId });
  const open = { href: contractPath(contractId), text: translate('documents.show'), label };
  return { key: contractId, title: contractId, actions: [open] };
}

interface DecisionProps {
  readonly page: PageRequest;
  readonly id: string;
  /** Hidden fields that name the invitation. */
  readonly fields: Readonly<Record<string, string>>;
}

function Decision({ page, id, fields }: DecisionProps): VNode {
  return (
    <Form page={page} action={notificationsPath} id={id}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p class="actions">
        <button type="submit" class="primary" name="decision" value="accept">
          {page.translate('invite.accept')}
        </button>
        <button type="submit" class="quiet" name="decision" value="decline">
          {page.translate('invite.decline')}
        </button>
      </p>
    </Form>
  );
}
