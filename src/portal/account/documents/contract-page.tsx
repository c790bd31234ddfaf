import { findContractOf } from '../../../documents/contracts/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { Definitions, EntryList } from '../../../ui/lists.tsx';
import { Time } from '../../../ui/time.tsx';
import { portalView } from '../../frame.tsx';
import { forSignedIn } from '../signed-in.ts';
import type { DocumentsDependencies } from './documents-page.tsx';
import { contractsPath, documentsPath } from './paths.ts';

/** `GET /account/documents/contracts/{id}`: a contract with the user as a party. */
export function contractPage(deps: DocumentsDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate } = page;
    const contractId = String(page.request.params.contract);
    const contract = await findContractOf(deps.db, { type: 'user', name: session.username }, contractId);
    if (!contract) return errorPage(page, 404);
    const parties = contract.parties.map(({ name }) => name).join(', ');
    const facts = [
      { name: translate('documents.type'), value: contract.contractType },
      { name: translate('documents.parties'), value: parties },
      { name: translate('documents.created'), value: <Time page={page} at={contract.createdAt} /> },
      { name: translate('documents.expires'), value: <Time page={page} at={contract.expiresAt} isDay /> },
    ];
    const signatures = contract.signatures.map(({ signedBy, signedAt, signature }) => ({
      key: `${signedBy} ${signedAt}`,
      title: signedBy,
      details: (
        <>
          <p>
            <Time page={page} at={new Date(signedAt)} />
          </p>
          <p>
            <code>{signature}</code>
          </p>
        </>
      ),
    }));
    const content = (
      <>
        <section class="card">
          <Definitions items={facts} />
          <h2>{translate('documents.content')}</h2>
          <pre class="wrapped">{contract.content}</pre>
        </section>
        <EntryList
          id="signatures"
          title={translate('documents.signatures')}
          text={translate('documents.signatures.text')}
          entries={signatures}
          none={translate('documents.signatures.none')}
        />
      </>
    );
    const breadcrumb = [
      { title: translate('documents.title'), href: documentsPath },
      { title: translate('documents.contracts'), href: contractsPath },
    ];
    const view = { page, session, active: 'documents', breadcrumb, title: contractId, content } as const;
    return { page: await portalView(deps, view) };
  });
}
