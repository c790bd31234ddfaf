import type { VNode } from 'preact';
import { Alert } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { hasSecret, type SnippetFacts } from './snippets/facts.ts';
import { snippetsFor } from './snippets/snippets.ts';

/** A code snippet for the application. Links select it, and the URL keeps the selection. */
export function SnippetCard({ page, facts }: { page: PageRequest; facts: SnippetFacts }): VNode | null {
  const { translate, query } = page;
  const snippets = snippetsFor(facts);
  const shown = snippets.find(({ name }) => name === query.get('snippet')) ?? snippets[0];
  if (!shown) return null;
  return (
    <section class="card" aria-labelledby="snippets">
      <h2 id="snippets">{translate('clients.snippets')}</h2>
      <p class="hint">{translate(hasSecret(facts) ? 'clients.snippets.text' : 'clients.snippets.public')}</p>
      <nav class="pages" aria-label={translate('clients.snippets')}>
        {snippets.map(({ name, title }) => (
          <a
            key={name}
            href={`?snippet=${name}#snippets`}
            aria-current={name === shown.name ? 'true' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      {shown.needsOtherAlgorithm && (
        <Alert kind="info">
          <p>{translate('clients.snippets.rs256', { name: shown.title })}</p>
        </Alert>
      )}
      <Copy page={page} text={shown.text} label={shown.title} />
    </section>
  );
}
