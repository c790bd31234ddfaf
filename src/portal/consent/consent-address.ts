import type { PageRequest } from '../../ui/page-request.ts';
import type { Choices } from './selection-form.ts';

/** The path of a consent page that keeps the current selection and the requested language. */
export function consentAddress(
  { query }: PageRequest,
  id: string,
  choices: Choices,
  more: Readonly<Record<string, string>> = {},
  path = '/authorize',
): string {
  const address = new URLSearchParams({ request: id, kept: '1', ...more });
  for (const name of ['ui_locales', 'lang']) {
    const value = query.get(name);
    if (value) address.set(name, value);
  }
  for (const [name, value] of choices) address.append(name, value);
  return `${path}?${address}`;
}
