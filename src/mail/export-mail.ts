import { type Language, translatorFor } from '../i18n/catalogue.ts';
import { layOutMail } from './mail-layout.tsx';
import { momentText } from './security-mails.ts';
import type { MailMessage } from './sender.ts';

export interface ExportMail {
  readonly username: string;
  readonly bytes: number;
  readonly expiresAt: Date;
  /** The page for the download. The user must be signed in. */
  readonly link: string;
}

/** Tells a user that the exported data is ready for download. */
export function exportMail(
  language: Language,
  address: string,
  { username, bytes, expiresAt, link }: ExportMail,
): MailMessage {
  const translate = translatorFor(language);
  const facts = { username, size: sizeText(language, bytes), at: momentText(language, expiresAt) };
  return layOutMail(address, language, {
    subject: translate('export.mail.subject'),
    paragraphs: [translate('export.mail.what', facts), translate('export.mail.advice')],
    action: { label: translate('export.mail.button'), link },
    reason: translate('export.mail.reason', { username }),
  });
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A file size as text. */
export function sizeText(language: Language, bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const format = { style: 'unit', unit: units[power], unitDisplay: power === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(language, { ...format, maximumFractionDigits: 1 }).format(
    bytes / 1000 ** power,
  );
}
