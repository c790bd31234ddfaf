import { renderToString } from 'preact-render-to-string';
import { translatorFor } from '../../../i18n/catalogue.ts';
import { momentText } from '../../../mail/security-mails.ts';
import type { ArchiveOrder } from './archive.ts';
import type { Area } from './entries.ts';
import { framePage } from './readable-page.tsx';

/** The page that links to all areas. @param counts how many entries each area has */
export function indexPage(
  { username, language, now }: ArchiveOrder,
  counts: ReadonlyMap<Area, number>,
): string {
  const translate = translatorFor(language);
  const opening = <p>{translate('export.index.made', { at: momentText(language, now) })}</p>;
  const { start, end } = framePage(language, translate('export.index.title', { username }), opening);
  const list = (
    <ul>
      {[...counts].map(([area, count]) => (
        <li key={area}>
          <a href={`pages/${area}.html`}>{translate(`export.area.${area}`)}</a> ({count}),{' '}
          <a href={`${area}.json`}>{area}.json</a>
        </li>
      ))}
    </ul>
  );
  return `${start}${renderToString(list)}${end}`;
}
