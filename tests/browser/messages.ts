import type { Site } from './site.ts';

/** The newest SMS. */
export function newestText({ app }: Site): { to: string; code: string; link: string } {
  const { to = '', text = '' } = app.senders.texts.at(-1) ?? {};
  const [code = ''] = /\d{6}/.exec(text) ?? [];
  const [link = ''] = /https?:\/\/\S+/.exec(text) ?? [];
  return { to, code, link };
}

/** A code that differs from this one. */
export function anotherCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
