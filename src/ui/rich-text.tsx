import { isValidElement, type VNode } from 'preact';
import type { MessageKey } from '../i18n/en/index.ts';
import type { PageRequest } from './page-request.ts';

interface RichTextProps {
  readonly page: Pick<PageRequest, 'translate'>;
  readonly text: MessageKey;
  readonly values: Readonly<Record<string, VNode | string | number>>;
}

/** A translated text in which elements replace some of the placeholders. */
export function RichText({ page, text, values }: RichTextProps): VNode {
  const elements: VNode[] = [];
  const plain = Object.entries(values).map(([name, value]) =>
    isValidElement(value) ? [name, `\0${elements.push(value) - 1}\0`] : [name, value],
  );
  const parts = page.translate(text, Object.fromEntries(plain)).split('\0');
  return <>{parts.map((part, index) => (index % 2 === 0 ? part : elements[Number(part)]))}</>;
}
