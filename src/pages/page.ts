import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Handlebars from 'handlebars';
import type { Language } from '../messages/catalogue.ts';

/** A page without any control: a heading and what there is to say; all of it plain text. */
export interface Page {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const style =
  'body{font-family:sans-serif;line-height:1.5;max-width:36em;margin:3em auto;padding:0 1em;color:#222;background:#fff}';

const html = Handlebars.compile(
  `<!doctype html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{title}}</title>
<style>{{{style}}}</style>
</head>
<body>
<main>
<h1>{{title}}</h1>
{{#each paragraphs}}
<p>{{this}}</p>
{{/each}}
</main>
</body>
</html>
`,
  { strict: true },
);

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing is loaded, run, framed or sent anywhere; the address, which may hold secrets, is passed on to nobody. */
const headers: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
};

export function sendPage(response: ServerResponse, { status, ...content }: Page): void {
  const bytes = Buffer.from(html({ ...content, style }));
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  response.end(bytes);
}
