import type { VNode } from 'preact';
import type { MembershipSummary } from '../organizations/members/summary-queries.ts';
import type { UserSession } from '../sessions/session.ts';
import type { PageRequest } from '../ui/page-request.ts';

interface UserMenuProps {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly summary: MembershipSummary;
  /** Whether the pages of organizations exist. */
  readonly hasOrganizations: boolean;
}

/**
 * In the page header: the signed-in user, open invitations, the organizations, and signing out. Works without scripts.
 */
export function UserMenu({ page, session, summary, hasOrganizations }: UserMenuProps): VNode {
  const { translate } = page;
  const { invitations, organizations, isOperator } = summary;
  return (
    <nav class="user-menu" aria-label={translate('menu.user')}>
      {invitations > 0 && (
        <a
          class="bell"
          href="/account/notifications"
          aria-label={translate('menu.waiting', { count: invitations })}
        >
          <span class="count">{invitations}</span>
        </a>
      )}
      {hasOrganizations && organizations.length > 0 && (
        <details class="drop">
          <summary>{translate('menu.organizations')}</summary>
          <ul>
            {organizations.map(({ globalid }) => (
              <li key={globalid}>
                <a href={`/organizations/${encodeURIComponent(globalid)}`}>{globalid}</a>
              </li>
            ))}
            <li>
              <a href="/organizations">{translate('menu.allOrganizations')}</a>
            </li>
          </ul>
        </details>
      )}
      <details class="drop">
        <summary>{session.username}</summary>
        <ul>
          <li>
            <a href="/account">{translate('menu.overview')}</a>
          </li>
          <li>
            <a href="/account/security">{translate('menu.security')}</a>
          </li>
          <li>
            <a href="/account/preferences">{translate('menu.preferences')}</a>
          </li>
          {isOperator && (
            <li>
              <a href="/admin">{translate('menu.administration')}</a>
            </li>
          )}
          <li>
            <a href="/logout">{translate('layout.signOut')}</a>
          </li>
        </ul>
      </details>
    </nav>
  );
}
