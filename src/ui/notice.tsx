import type { VNode } from 'preact';
import type { MessageKey } from '../i18n/en/index.ts';
import { Alert } from './components.tsx';
import type { PageRequest } from './page-request.ts';

/** What a page says of what was just done. */
export interface Notice {
  readonly kind: 'info' | 'success' | 'error';
  readonly text: string;
}

const keptSeconds = 60;
const longestValue = 100;

/**
 * Lets the page after a redirect say something, once. The browser keeps it for a minute.
 * @param key of a text `notice....`
 * @param values for the text; shown as plain text, so they may be what a user typed
 */
export function keepNotice(
  { cookies }: Pick<PageRequest, 'cookies'>,
  key: MessageKey & `notice.${string}`,
  values: Readonly<Record<string, string | number>> = {},
): void {
  cookies.set('notice', JSON.stringify([key, shortened(values)]), keptSeconds);
}

/** Browsers keep no cookie of more than 4096 bytes. */
function shortened(values: Readonly<Record<string, string | number>>): Record<string, string | number> {
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? [...value].slice(0, longestValue).join('') : value,
  ]);
  return Object.fromEntries(short);
}

/** The notice that a redirect left for this page; it is gone after this. */
function takeNotice({ cookies, translate }: PageRequest): Notice | undefined {
  const kept = cookies.get('notice');
  if (kept === undefined) return undefined;
  cookies.remove('notice');
  try {
    const [key, values] = JSON.parse(kept);
    if (typeof key !== 'string' || !key.startsWith('notice.')) return undefined;
    return { kind: 'success', text: translate(key as MessageKey, values) };
  } catch {
    return undefined;
  }
}

/** The given notice, and that of a redirect. */
export function NoticeView({ page, notice }: { page: PageRequest; notice?: Notice | undefined }): VNode {
  const shown = [takeNotice(page), notice].filter((each) => each !== undefined);
  return (
    <>
      {shown.map(({ kind, text }) => (
        <Alert key={text} kind={kind}>
          <p>{text}</p>
        </Alert>
      ))}
    </>
  );
}
