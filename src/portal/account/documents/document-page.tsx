import type { ComponentChildren, VNode } from 'preact';
import { listVersions, type SeeDocumentVersion } from '../../../documents/see/queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { Badge, Definitions, EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { portalView } from '../../frame.tsx';
import { forSignedIn } from '../signed-in.ts';
import type { DocumentsDependencies } from './documents-page.tsx';
import { Markdown } from './markdown.tsx';
import { documentPath, documentsPath, seePath } from './paths.ts';

/** How many versions the history shows, newest first. Older ones can be opened by number. */
const shownVersions = 25;

/** `GET /account/documents/see/{globalid}/{uniqueid}`: one version of a document, and its history. */
export function documentPage(deps: DocumentsDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate, query, request } = page;
    const globalid = String(request.params.globalid);
    const uniqueid = String(request.params.uniqueid);
    const versions = await listVersions(deps.db, { username: session.username, globalid, uniqueid });
    const requested = query.get('version');
    const shown =
      requested === null ? versions.at(-1) : versions.find(({ version }) => String(version) === requested);
    if (!shown) return errorPage(page, 404);
    const content = (
      <>
        <section class="card">
          <p class="hint">{translate('documents.version', { version: shown.version })}</p>
          <Facts page={page} version={shown} />
          <Markdown text={shown.shortDescription} />
          <Markdown text={shown.fullDescription} />
        </section>
        <Versions page={page} versions={versions} shown={shown} />
      </>
    );
    const breadcrumb = [
      { title: translate('documents.title'), href: documentsPath },
      { title: translate('documents.see'), href: seePath },
    ];
    const view = { page, session, active: 'documents', breadcrumb, title: uniqueid, content } as const;
    return { page: await portalView(deps, view) };
  });
}

function Facts({ page, version }: { page: PageRequest; version: SeeDocumentVersion }): VNode {
  const { translate } = page;
  const { globalid, category, contentType, link, startDate, endDate, createdAt, signature } = version;
  const day = (at: Date | null) => at && <Time page={page} at={at} isDay />;
  const facts: [name: string, value: ComponentChildren][] = [
    [translate('documents.organization'), globalid],
    [translate('documents.category'), category],
    [translate('documents.type'), contentType],
    [translate('documents.link'), <FileLink key="link" link={link} />],
    [translate('documents.created'), <Time key="created" page={page} at={createdAt} />],
    [translate('documents.start'), day(startDate)],
    [translate('documents.end'), day(endDate)],
    [
      translate('documents.signature'),
      signature === '' ? (
        translate('documents.unsigned')
      ) : (
        <>
          {translate('documents.signature.key', { label: version.keystoreLabel })}
          <br />
          <code>{signature}</code>
        </>
      ),
    ],
  ];
  const given = facts.filter(([, value]) => value !== null && value !== '');
  return <Definitions items={given.map(([name, value]) => ({ name, value }))} />;
}

/** Only http(s) URLs become links; anything else is shown as text. */
function FileLink({ link }: { link: string }): VNode {
  return /^https?:\/\//i.test(link) ? (
    <a href={link} rel="noopener noreferrer nofollow">
      {link}
    </a>
  ) : (
    <span>{link}</span>
  );
}

interface VersionsProps {
  readonly page: PageRequest;
  /** Oldest first. */
  readonly versions: readonly SeeDocumentVersion[];
  readonly shown: SeeDocumentVersion;
}

function Versions({ page, versions, shown }: VersionsProps): VNode {
  const { translate } = page;
  const newest = versions.at(-1);
  const entries = [...versions]
    .reverse()
    .slice(0, shownVersions)
    .map((each) => {
      const { globalid, uniqueid, version, createdAt, signature } = each;
      const name = translate('documents.version', { version });
      return {
        key: String(version),
        title: name,
        marks: (
          <>
            {each === newest && <Badge kind="plain">{translate('documents.newest')}</Badge>}{' '}
            <Badge kind={signature === '' ? 'plain' : 'good'}>
              {translate(signature === '' ? 'documents.unsigned' : 'documents.signed')}
            </Badge>
          </>
        ),
        details: (
          <p>
            <Time page={page} at={createdAt} />
          </p>
        ),
        actions:
          each === shown
            ? []
            : [
                {
                  href: documentPath(globalid, uniqueid, version),
                  text: translate('documents.show'),
                  label: translate('documents.show.label', { name }),
                },
              ],
      };
    });
  return <EntryList id="versions" title={translate('documents.versions')} entries={entries} none="" />;
}
