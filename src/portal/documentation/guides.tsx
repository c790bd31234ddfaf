import type { ComponentChildren, VNode } from 'preact';
import { endpointAddresses } from '../../oauth/metadata.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageContent } from '../../ui/page-response.ts';
import { RichText } from '../../ui/rich-text.tsx';
import type { Catalogue } from './catalogue.ts';
import { Limits } from './limits-guide.tsx';
import { type GuideName, operationPath, pathOf } from './paths.ts';
import { documentationView, guideTitle, Html } from './view.tsx';

export interface GuideProps {
  readonly page: PageRequest;
  readonly catalogue: Catalogue;
  /** Scheme and host of this server. */
  readonly publicUrl: string;
}

const guides: Readonly<Record<GuideName, (props: GuideProps) => VNode>> = {
  tokens: Tokens,
  'first-call': FirstCall,
  endpoints: Endpoints,
  errors: Errors,
  limits: Limits,
};

/** `GET /apidocumentation/{guide}`. */
export function guidePage(props: GuideProps, name: GuideName): PageContent {
  const { page, catalogue } = props;
  const Guide = guides[name];
  const title = guideTitle(page.translate, name);
  const content = (
    <>
      <h1>{title}</h1>
      <Guide {...props} />
    </>
  );
  return documentationView({ page, catalogue, active: pathOf(name), title, content });
}

function Code({ children }: { readonly children: string }): VNode {
  return (
    <div class="sample">
      <pre>
        <code>{children}</code>
      </pre>
    </div>
  );
}

function Tokens({ page, catalogue, publicUrl }: GuideProps): VNode {
  const { translate } = page;
  const keys = <a href="/account/apikeys">{translate('menu.apiKeys')}</a>;
  const organizations = <a href="/organizations">{translate('menu.organizations')}</a>;
  return (
    <>
      <p>
        <RichText
          page={page}
          text="docs.tokens.text"
          values={{ header: <code>Authorization: Bearer</code> }}
        />
      </p>
      <h2>{translate('docs.tokens.own')}</h2>
      <p>
        <RichText page={page} text="docs.tokens.own.text" values={{ keys }} />
      </p>
      <Code>{exchange(publicUrl)}</Code>
      <h2>{translate('docs.tokens.organization')}</h2>
      <p>
        <RichText page={page} text="docs.tokens.organization.text" values={{ organizations }} />
      </p>
      <h2>{translate('docs.tokens.user')}</h2>
      <p>{translate('docs.tokens.user.text')}</p>
      <Code>{publicUrl}</Code>
      <p class="hint">{translate('docs.tokens.lifetime')}</p>
      <h2 id="scopes">{translate('docs.tokens.scopes')}</h2>
      <Html html={catalogue.security.join('\n')} />
    </>
  );
}

function exchange(publicUrl: string): string {
  return [
    `curl '${endpointAddresses(publicUrl).token_endpoint}'`,
    '-d grant_type=client_credentials',
    '-d "client_id=$CLIENT_ID"',
    '-d "client_secret=$CLIENT_SECRET"',
  ].join(' \\\n  ');
}

function FirstCall({ page, publicUrl }: GuideProps): VNode {
  const { translate } = page;
  const header = '-H "Authorization: Bearer $TOKEN"';
  return (
    <>
      <p>{translate('docs.call.text')}</p>
      <Code>{"export TOKEN='…'"}</Code>
      <h2>{translate('docs.call.read')}</h2>
      <Code>{`curl '${publicUrl}/api/users/bob' \\\n  ${header}`}</Code>
      <p>{translate('docs.call.answer')}</p>
      <Code>{'{"username":"bob","firstname":"Bob","lastname":"Builder","emailaddresses":[…],…}'}</Code>
      <h2>{translate('docs.call.change')}</h2>
      <p>{translate('docs.call.change.text')}</p>
      <Code>
        {`curl '${publicUrl}/api/users/bob/name' \\\n  -X PUT \\\n  ${header} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"firstname":"Robert","lastname":"Builder"}'`}
      </Code>
      <p>
        <RichText page={page} text="docs.call.next" values={{ header: <code>X-Request-Id</code> }} />
      </p>
    </>
  );
}

function Endpoints({ page, publicUrl }: GuideProps): VNode {
  const { translate } = page;
  const metadata = ['openid-configuration', 'oauth-authorization-server', 'oauth-protected-resource'];
  const addresses = Object.entries(endpointAddresses(publicUrl)) as [EndpointName, string][];
  return (
    <>
      <p>{translate('docs.endpoints.text')}</p>
      <h2>{translate('docs.endpoints.metadata')}</h2>
      <ul>
        {metadata.map((name) => (
          <li key={name}>
            <a href={`/.well-known/${name}`}>{`${publicUrl}/.well-known/${name}`}</a>
          </li>
        ))}
      </ul>
      <h2>{translate('docs.endpoints.list')}</h2>
      <dl class="properties">
        {addresses.map(([name, address]) => (
          <Definition key={name} term={address}>
            {translate(`docs.endpoint.${name}`)}
          </Definition>
        ))}
      </dl>
    </>
  );
}

type EndpointName = keyof ReturnType<typeof endpointAddresses>;

function Definition({ term, children }: { term: string; children: ComponentChildren }): VNode {
  return (
    <>
      <dt>
        <code>{term}</code>
      </dt>
      <dd>{children}</dd>
    </>
  );
}

const statuses = [400, 401, 403, 404, 409, 412, 413, 422, 429, 500, 503] as const;

function Errors({ page, catalogue }: GuideProps): VNode {
  const { translate } = page;
  return (
    <>
      <p>{translate('docs.errors.text')}</p>
      <Code>{'{"error":"duplicate_label","error_description":"…"}'}</Code>
      <p>
        <RichText page={page} text="docs.call.next" values={{ header: <code>X-Request-Id</code> }} />
      </p>
      <h2>{translate('docs.errors.statuses')}</h2>
      <dl class="properties">
        {statuses.map((status) => (
          <Definition key={status} term={String(status)}>
            <RichText
              page={page}
              text={`docs.status.${status}`}
              values={{ header: <code>Retry-After</code> }}
            />
          </Definition>
        ))}
      </dl>
      <h2>{translate('docs.errors.codes')}</h2>
      <dl class="properties">
        {catalogue.errors.map(({ status, code, operations }) => (
          <Definition key={`${status} ${code}`} term={`${status} ${code}`}>
            <OperationLinks catalogue={catalogue} names={operations} />
          </Definition>
        ))}
      </dl>
    </>
  );
}

/** An error code that nearly all operations have links to only a few of them. */
const maximumLinks = 6;

function OperationLinks({ catalogue, names }: { catalogue: Catalogue; names: readonly string[] }): VNode {
  const shown = names.slice(0, maximumLinks);
  const groupOf = (name: string) =>
    catalogue.groups.find(({ operations }) => operations.some((operation) => operation.name === name));
  return (
    <span lang="en">
      {shown.map((name, place) => (
        <span key={name}>
          {place === 0 ? '' : ', '}
          <a href={operationPath(groupOf(name)?.path ?? '', name)}>{name}</a>
        </span>
      ))}
      {names.length > shown.length && ` … (${names.length})`}
    </span>
  );
}
