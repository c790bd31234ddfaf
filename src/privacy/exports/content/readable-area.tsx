import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Language, translatorFor } from '../../../i18n/catalogue.ts';
import { momentText } from '../../../mail/security-mails.ts';
import type { Area, Entry } from './entries.ts';
import { framePage } from './readable-page.tsx';

/** A page of an archive that shows the entries of an area. `start`, each entry and `end` are written in turn. */
export interface ReadablePage {
  readonly start: string;
  entry(entry: Entry): string;
  readonly end: string;
}

export function readablePage(language: Language, area: Area): ReadablePage {
  const translate = translatorFor(language);
  const opening = (
    <p>
      <a href="../index.html">{translate('export.index.back')}</a>
    </p>
  );
  const { start, end } = framePage(language, translate(`export.area.${area}`), opening);
  return {
    start,
    entry: (entry) => `${renderToString(<Article language={language} entry={entry} />)}\n`,
    end,
  };
}

interface EntryProps {
  readonly language: Language;
  readonly entry: Entry;
}

function Article({ language, entry }: EntryProps): VNode {
  return (
    <article>
      <Members language={language} entry={entry} />
    </article>
  );
}

/** Members keep their names of the JSON file, so that a user can look them up there. */
function Members({ language, entry }: EntryProps): VNode {
  const members = Object.entries(entry).filter(([, value]) => !isEmpty(value));
  return (
    <dl>
      {members.map(([name, value]) => (
        <>
          <dt lang="en">{name}</dt>
          <dd>
            <Value language={language} name={name} value={value} />
          </dd>
        </>
      ))}
    </dl>
  );
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === '';
}

interface ValueProps {
  readonly language: Language;
  readonly name: string;
  readonly value: unknown;
}

function Value({ language, name, value }: ValueProps): VNode {
  if (value instanceof Date) return <time dateTime={value.toISOString()}>{momentText(language, value)}</time>;
  if (Array.isArray(value)) return <List language={language} name={name} values={value} />;
  if (typeof value === 'object' && value !== null)
    return <Members language={language} entry={value as Entry} />;
  if (name === 'file') return <img src={`../${value}`} alt="" />;
  return <>{String(value)}</>;
}

function List({ language, name, values }: { language: Language; name: string; values: unknown[] }): VNode {
  return (
    <ul>
      {values.map((value, index) => (
        <li key={index}>
          <Value language={language} name={name} value={value} />
        </li>
      ))}
    </ul>
  );
}
