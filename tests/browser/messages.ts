import type { Site } from './site.ts';

/** The text of the newest SMS. */
export function newestText({ app }: Site): { to: string; code: string; link: string } {
  const { to = '', text = '' } = app.senders.texts.at(-1) ?? {};
  const [code = ''] = /\d{6}/.exec(text) ?? [];
  const [link = ''] = /https?:\/\/\S+/.exec(text) ?? [];
  return { to, code, link };
}

/** Another code than the right one. */
export function anotherCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
