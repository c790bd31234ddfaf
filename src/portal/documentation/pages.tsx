import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageContent } from '../../ui/page-response.ts';
import { RichText } from '../../ui/rich-text.tsx';
import type { Catalogue, SearchOperations } from './catalogue.ts';
import { consolePath, documentationPath, operationPath, pathOf, searchPath } from './paths.ts';
import { documentationView, Html, OperationList, Search } from './view.tsx';

/** `GET /apidocumentation`: an introduction, and all operations. */
export function startPage(page: PageRequest, catalogue: Catalogue): PageContent {
  const { translate } = page;
  const content = (
    <>
      <h1>{translate('docs.title')}</h1>
      <Html html={catalogue.introduction} />
      <Search page={page} />
      <section class="card" aria-labelledby="steps">
        <h2 id="steps">{translate('docs.start.steps')}</h2>
        <ol class="steps">
          <Step
            href={pathOf('tokens')}
            title={translate('docs.start.token')}
            text={translate('docs.start.token.text')}
          />
          <Step
            href={pathOf('first-call')}
            title={translate('docs.start.call')}
            text={translate('docs.start.call.text')}
          />
          <Step href="#all" title={translate('docs.start.find')} text={translate('docs.start.find.text')} />
        </ol>
      </section>
      <h2 id="all">{translate('docs.start.all')}</h2>
      {catalogue.groups.map((group) => (
        <details key={group.path} class="contents" lang="en">
          <summary>{`${group.title} (${group.operations.length})`}</summary>
          <ul>
            {group.operations.map(({ name }) => (
              <li key={name}>
                <a href={operationPath(group.path, name)}>{name}</a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <h2>{translate('docs.start.files')}</h2>
      <p class="actions">
        <a class="button quiet" href={pathOf('openapi.json')} download>
          {translate('docs.openapi')}
        </a>
        <a class="button quiet" href={pathOf('raml/itsyouonline.raml')} download>
          {translate('docs.raml')}
        </a>
      </p>
    </>
  );
  return documentationView({
    page,
    catalogue,
    active: documentationPath,
    title: translate('docs.title'),
    content,
  });
}

function Step({ href, title, text }: { href: string; title: string; text: string }): VNode {
  return (
    <li>
      <a href={href}>{title}</a>
      <p class="hint">{text}</p>
    </li>
  );
}

/** `GET /apidocumentation/search?q=`. */
export function searchPage(page: PageRequest, catalogue: Catalogue, search: SearchOperations): PageContent {
  const { translate, query } = page;
  const words = (query.get('q') ?? '').slice(0, 100);
  const found = search(words);
  const title = translate('docs.search.title');
  const content = (
    <>
      <h1>{title}</h1>
      <Search page={page} words={words} />
      <p class="hint">{translate('docs.search.hint')}</p>
      {words.trim() !== '' && (
        <div id="results">
          <p role="status">{translate('docs.search.count', { count: found.length })}</p>
          <OperationList found={found} />
        </div>
      )}
    </>
  );
  return documentationView({ page, catalogue, active: searchPath, title, content });
}

/**
 * `GET /apidocumentation/console`: sends API requests from the browser with the session of the signed-in user. Only
 * read operations work unless `changes=allow` is chosen.
 * @param username of the signed-in user
 */
export function consolePage(
  page: PageRequest,
  catalogue: Catalogue,
  username: string | undefined,
): PageContent {
  const { translate, query } = page;
  const isAllowed = query.get('changes') === 'allow';
  const title = translate('docs.console');
  const content = (
    <>
      <h1>{title}</h1>
      <noscript>
        <p class="alert info">{translate('docs.console.needsScripts')}</p>
      </noscript>
      <p>
        {username === undefined ? <SignIn page={page} /> : translate('docs.console.signedIn', { username })}
      </p>
      <form method="get" action={consolePath} class="inline">
        <p>
          {translate(isAllowed ? 'docs.console.changes' : 'docs.console.readOnly')}{' '}
          <button type="submit" class="quiet small" {...(!isAllowed && { name: 'changes', value: 'allow' })}>
            {translate(isAllowed ? 'docs.console.forbid' : 'docs.console.allow')}
          </button>
        </p>
      </form>
      <div
        id="api-console"
        lang="en"
        data-methods={isAllowed ? 'get head put post delete patch' : 'get head'}
      />
    </>
  );
  const files = { scripts: ['api-console.js'], styles: [`${consolePath}/swagger-ui.css`] };
  return documentationView({ page, catalogue, active: consolePath, title, content, ...files });
}

function SignIn({ page }: { page: PageRequest }): VNode {
  const link = (
    <a href={`/login?endpoint=${encodeURIComponent(consolePath)}`}>{page.translate('docs.console.signIn')}</a>
  );
  return <RichText page={page} text="docs.console.signedOut" values={{ signIn: link }} />;
}
