import type { VNode } from 'preact';
import type { MessageKey } from '../i18n/en/index.ts';
import { Alert } from './components.tsx';
import type { PageRequest } from './page-request.ts';

/** A message about what was just done. */
export interface Notice {
  readonly kind: 'info' | 'success' | 'error';
  readonly text: string;
}

const keptSeconds = 60;
const longestValue = 100;

/**
 * Shows a notice once, on the page after a redirect. The browser keeps it for a minute.
 * @param key of a text `notice....`
 * @param values for the text; shown as plain text, so they may be user input
 */
export function keepNotice(
  { cookies }: Pick<PageRequest, 'cookies'>,
  key: MessageKey & `notice.${string}`,
  values: Readonly<Record<string, string | number>> = {},
): void {
  cookies.set('notice', JSON.stringify([key, shortened(values)]), keptSeconds);
}

/** Browsers ignore cookies of more than 4096 bytes. */
function shortened(values: Readonly<Record<string, string | number>>): Record<string, string | number> {
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? [...value].slice(0, longestValue).join('') : value,
  ]);
  return Object.fromEntries(short);
}

/** Reads the notice of a redirect and removes it. */
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

/** Shows the given notice and that of a redirect. */
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
