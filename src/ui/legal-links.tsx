import { Fragment, type VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

/** Links to the operator's legal texts. @param separator used inside a sentence */
export function LegalLinks({ page, separator }: { page: PageRequest; separator?: string }): VNode {
  return (
    <>
      {page.legalKinds.map((kind, place) => (
        <Fragment key={kind}>
          {place > 0 && separator}
          <a href={`/${kind}`}>{page.translate(`legal.${kind}`)}</a>
        </Fragment>
      ))}
    </>
  );
}
