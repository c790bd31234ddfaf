import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../../i18n/catalogue.ts';

/** Inline, because the page may be opened from a disk years later, without any server. */
const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 52rem; padding: 1rem; overflow-wrap: anywhere; }
article { border-top: 1px solid; padding: 0.5rem 0; }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0.25rem 1rem; margin: 0; }
dt { font-weight: bold; }
dd { margin: 0; white-space: pre-wrap; }
ul { margin: 0; padding-left: 1.2rem; }
img { max-width: 12rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } }
`;

/** The HTML before and after the content of a page. */
export function framePage(
  language: Language,
  title: string,
  opening: ComponentChildren,
): { readonly start: string; readonly end: string } {
  const head = renderToString(<Head title={title} />);
  const body = renderToString(
    <>
      <h1>{title}</h1>
      {opening}
    </>,
  );
  const start = `<!doctype html>\n<html lang="${language}">${head}<body>${body}`;
  return { start, end: '</body></html>\n' };
}

function Head({ title }: { title: string }): VNode {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <style>{style}</style>
    </head>
  );
}
