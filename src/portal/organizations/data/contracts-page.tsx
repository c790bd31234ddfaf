import { listContracts, type StoredContract } from '../../../documents/contracts/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageNumberOf } from '../paging.tsx';
import { organizationResponse } from '../view.tsx';

const pageSize = 10;

/** How much of a contract's text is shown; the API returns all of it. */
const longestText = 500;

/** `GET /organizations/{globalid}/contracts`: the contracts of an organization, including expired ones. */
export function contractsPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganizationContracts', async (page, session, organization) => {
    const { translate } = page;
    const number = pageNumberOf(page);
    const party = { type: 'org', name: organization.globalid } as const;
    const filter = { expiresFrom: undefined, offset: (number - 1) * pageSize, limit: pageSize + 1 };
    const found = await listContracts(deps.db, party, filter);
    const content = (
      <>
        <EntryList
          title={translate('orgData.contracts.list')}
          id="contracts"
          text={translate('orgData.contracts.text')}
          entries={found.slice(0, pageSize).map((contract) => entryOf(page, contract))}
          none={translate('orgData.contracts.none')}
        />
        <Pages page={page} number={number} count={found.length > pageSize ? number + 1 : number} />
      </>
    );
    const title = translate('orgData.contracts.title');
    return organizationResponse(
      deps,
      { page, session, organization },
      { active: 'contracts', title, content },
    );
  });
}

function entryOf(page: PageRequest, contract: StoredContract): Entry {
  const { translate } = page;
  const { contractId, contractType, content, expiresAt, createdAt, parties, signatures } = contract;
  const isExpired = expiresAt <= page.now;
  const facts = [
    translate('orgData.contracts.parties', { names: parties.map(({ name }) => name).join(', ') }),
    translate('orgData.contracts.signatures', { count: signatures.length }),
  ];
  return {
    key: contractId,
    title: contractId,
    marks: (
      <>
        <Badge kind="plain">{contractType}</Badge>{' '}
        {isExpired && <Badge kind="bad">{translate('orgData.contracts.expired')}</Badge>}
      </>
    ),
    details: (
      <>
        <p>
          {translate('clients.created')} <Time page={page} at={createdAt} isDay /> ·{' '}
          {translate('orgData.contracts.expires')} <Time page={page} at={expiresAt} isDay />
        </p>
        <p>{facts.join(' · ')}</p>
        <p class="message-text">
          {content.length > longestText ? `${content.slice(0, longestText)}…` : content}
        </p>
      </>
    ),
  };
}
