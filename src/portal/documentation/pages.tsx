import type { Answer } from '../../ui/answer.ts';
import type { PageRequest } from '../../ui/page-request.ts';

/** The contract to be read; everything on it works without scripts. */
export function documentationPage({ translate }: PageRequest, html: string): Answer {
  const content = (
    <>
      <p class="actions">
        <a class="button primary" href="/apidocumentation/console">
          {translate('apiDocumentation.console')}
        </a>
        <a class="button quiet" href="/apidocumentation/raml/itsyouonline.raml" download>
          {translate('apiDocumentation.raml')}
        </a>
        <a class="button quiet" href="/apidocumentation/openapi.json" download>
          {translate('apiDocumentation.openapi')}
        </a>
      </p>
      <div class="documentation" lang="en" dangerouslySetInnerHTML={{ __html: html }} />
    </>
  );
  return { page: { title: translate('apiDocumentation.title'), content, width: 'wide' } };
}

/** The same contract in a console that sends requests from the browser, with the visitor's own sign-in or token. */
export function consolePage({ translate }: PageRequest): Answer {
  const content = (
    <>
      <h1>{translate('apiDocumentation.console')}</h1>
      <p>
        <a href="/apidocumentation">{translate('apiDocumentation.back')}</a>
      </p>
      <noscript>
        <p class="alert info">{translate('apiDocumentation.needsScripts')}</p>
      </noscript>
      <div id="api-console" lang="en" />
    </>
  );
  return {
    page: {
      title: translate('apiDocumentation.console'),
      content,
      width: 'wide',
      scripts: ['api-console.js'],
      styles: ['/apidocumentation/console/swagger-ui.css'],
    },
  };
}
