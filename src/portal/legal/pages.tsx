import { Router } from 'express';
import type { LegalKind } from '../../base/legal-kinds.ts';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies } from '../../ui/page-request.ts';

/** `/terms`, `/privacy` and `/cookies`, if the operator provides them. */
export function createLegalRouter(deps: PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  for (const kind of deps.legalTexts.keys()) {
    router.all(`/${kind}`, pageEndpoint(deps, { GET: legalPage(deps, kind) }));
  }
  return router;
}

function legalPage({ legalTexts }: PageDependencies, kind: LegalKind): PageHandler {
  return (page) => {
    const title = page.translate(`legal.${kind}`);
    const __html = legalTexts.get(kind)?.get(page.language) ?? '';
    const content = (
      <article class="card">
        <h1>{title}</h1>
        <div dangerouslySetInnerHTML={{ __html }} />
      </article>
    );
    return { page: { title, content, width: 'wide' } };
  };
}
