import { Router } from 'express';
import type { LegalKind } from '../../base/legal-kinds.ts';
import { type PageHandler, pageEndpoint } from '../../ui/endpoint.tsx';
import type { VisitParts } from '../../ui/page-request.ts';

/** `/terms`, `/privacy` and `/cookies`, as far as whoever runs the server wrote them. */
export function createLegalRouter(parts: VisitParts): Router {
  const router = Router({ caseSensitive: true });
  for (const kind of parts.legalTexts.keys()) {
    router.all(`/${kind}`, pageEndpoint(parts, { GET: legalPage(parts, kind) }));
  }
  return router;
}

function legalPage({ legalTexts }: VisitParts, kind: LegalKind): PageHandler {
  return (visit) => {
    const title = visit.translate(`legal.${kind}`);
    const __html = legalTexts.get(kind)?.get(visit.language) ?? '';
    const content = (
      <article class="card">
        <h1>{title}</h1>
        <div dangerouslySetInnerHTML={{ __html }} />
      </article>
    );
    return { page: { title, content, width: 'wide' } };
  };
}
