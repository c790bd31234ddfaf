import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

/** Links to the texts that there are. */
export function LegalLinks({ page }: { page: PageRequest }): VNode {
  return (
    <>
      {page.legalKinds.map((kind) => (
        <a key={kind} href={`/${kind}`}>
          {page.translate(`legal.${kind}`)}
        </a>
      ))}
    </>
  );
}
