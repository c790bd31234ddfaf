import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { readableOn } from '../base/colours.ts';
import { service } from '../base/service.ts';
import { directions, type Language, type Translate, translatorFor } from '../i18n/catalogue.ts';
import type { MailMessage } from './sender.ts';

/** The content of a mail, in plain text. */
export interface MailContent {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** A list that the last paragraph introduces. */
  readonly list?: readonly string[];
  /** The one action of the mail, if there is one. */
  readonly action?: { readonly label: string; readonly link: string };
  /** Why the recipient got this mail. */
  readonly reason: string;
}

/** Lays out a mail as HTML and as plain text. */
export function layOutMail(to: string, language: Language, content: MailContent): MailMessage {
  const translate = translatorFor(language);
  const { subject, paragraphs, list, action, reason } = content;
  const ending = `-- \n${translate('mail.footer')}`;
  const items = list ? [list.map((item) => `- ${item}`).join('\n')] : [];
  const text = [...paragraphs, ...items, ...(action ? [action.link] : []), reason, ending].join('\n\n');
  const html = render(<Mail language={language} translate={translate} content={content} />);
  return { to: [to], subject, text: `${text}\n`, html: `<!doctype html>\n${html}\n` };
}

interface MailProps {
  readonly language: Language;
  readonly translate: Translate;
  readonly content: MailContent;
}

/** Mail programs support only inline styles. */
const styles = {
  body: 'font-family: sans-serif; line-height: 1.5; color: #222; max-width: 36em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere; word-break: break-word',
  small: 'color: #666',
};

/** Dark enough for white text, like the buttons of pages. */
const buttonStyle = () =>
  `background: ${readableOn('#ffffff', service().colour, 'black')}; color: #fff; padding: 0.7em 1.2em; text-decoration: none; border-radius: 7px; display: inline-block`;

/** The last anchor shows the bare link, for mail programs that break buttons and for programs that read mail. */
function Mail({ language, translate, content }: MailProps): VNode {
  const { subject, paragraphs, list, action, reason } = content;
  return (
    <html lang={language} dir={directions[language]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={styles.body}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {list && (
          <ul>
            {list.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
        {action && (
          <p>
            <a href={action.link} style={buttonStyle()}>
              {action.label}
            </a>
          </p>
        )}
        <p style={styles.small}>{reason}</p>
        {action && (
          <p style={styles.small}>
            {translate('mail.linkCaption')}
            <br />
            <a href={action.link}>{action.link}</a>
          </p>
        )}
        <p style={styles.small}>{translate('mail.footer')}</p>
      </body>
    </html>
  );
}
