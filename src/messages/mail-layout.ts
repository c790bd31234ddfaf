import Handlebars from 'handlebars';
import type { MailMessage } from '../outside/mail.ts';
import { type Language, translatorFor } from './catalogue.ts';

/** What a mail says; all of it plain text. */
export interface MailContent {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The one thing to do, if there is one. */
  readonly action?: { readonly label: string; readonly link: string };
  /** Why the recipient got it. */
  readonly reason: string;
}

/** The last anchor is the bare link, for people whose mail program breaks buttons and for programs that read mail. */
const html = Handlebars.compile(
  `<!doctype html>
<html lang="{{language}}">
<head><meta charset="utf-8"><title>{{subject}}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; color: #222; max-width: 36em; margin: 0 auto; padding: 1em">
{{#each paragraphs}}
<p>{{this}}</p>
{{/each}}
{{#if action}}
<p><a href="{{action.link}}" style="background: #1a5fb4; color: #fff; padding: 0.7em 1.2em; text-decoration: none; border-radius: 4px">{{action.label}}</a></p>
{{/if}}
<p style="color: #666">{{reason}}</p>
{{#if action}}
<p style="color: #666">{{caption}}<br><a href="{{action.link}}">{{action.link}}</a></p>
{{/if}}
<p style="color: #666">{{footer}}</p>
</body>
</html>
`,
  { strict: true },
);

/** A message in two forms, HTML and plain text. */
export function layOutMail(to: string, language: Language, content: MailContent): MailMessage {
  const translate = translatorFor(language);
  const { subject, paragraphs, action, reason } = content;
  const [caption, footer] = [translate('mail.linkCaption'), translate('mail.footer')];
  const text = [...paragraphs, ...(action ? [action.link] : []), reason, `-- \n${footer}`].join('\n\n');
  return {
    to: [to],
    subject,
    text: `${text}\n`,
    html: html({ language, subject, paragraphs, action, reason, caption, footer }),
  };
}
