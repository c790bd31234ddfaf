import { listNewestVersions } from '../../../documents/see/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { EntryList } from '../../../ui/lists.tsx';
import { documentEntry } from '../../account/documents/lists.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { Pages, pageOf } from '../paging.tsx';
import { organizationResponse } from '../view.tsx';

const pageSize = 20;

/**
 * `GET /organizations/{globalid}/see`: the documents that an organization stores in the account of the signed-in user.
 */
export function seePage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'getOrganization', async (page, session, organization) => {
    const { translate } = page;
    const { globalid } = organization;
    const documents = await listNewestVersions(deps.db, session.username, globalid);
    const { rows, ...paging } = pageOf(page, documents, pageSize);
    const content = (
      <>
        <EntryList
          title={translate('orgData.see.list', { organization: globalid })}
          id="documents"
          text={translate('orgData.see.text')}
          entries={rows.map((document) => documentEntry(page, document))}
          none={translate('orgData.see.none')}
        />
        <Pages page={page} {...paging} />
      </>
    );
    const title = translate('orgData.see.title');
    return organizationResponse(
      deps,
      { page, session, organization },
      { active: 'documents', title, content },
    );
  });
}
