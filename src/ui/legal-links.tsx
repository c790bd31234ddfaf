import type { VNode } from 'preact';
import type { Visit } from './page-request.ts';

/** Links to the texts that there are. */
export function LegalLinks({ visit }: { visit: Visit }): VNode {
  return (
    <>
      {visit.legalKinds.map((kind) => (
        <a key={kind} href={`/${kind}`}>
          {visit.translate(`legal.${kind}`)}
        </a>
      ))}
    </>
  );
}
