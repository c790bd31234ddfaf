import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const texts = {
  en: ['Fair use', 'Be kind to others, and keep your password to yourself.', 'What we keep'],
  nl: ['Eerlijk gebruik', 'Wees vriendelijk en houd je wachtwoord voor jezelf.', 'Wat we bewaren'],
  ru: ['Правила', 'Будьте вежливы и никому не сообщайте свой пароль.', 'Что мы храним'],
} as const;

/** Writes an operator's legal texts. @returns the settings that name them */
export async function writeLegalTexts(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'iyo-legal-'));
  const settings: Record<string, string> = {};
  for (const kind of ['terms', 'privacy', 'cookies']) {
    for (const [language, [title, text, more]] of Object.entries(texts)) {
      const file = language === 'en' ? `${kind}.md` : `${kind}.${language}.md`;
      await writeFile(join(folder, file), `# ${title}\n\n${text}\n\n## ${more}\n\n- ${text}\n`);
    }
    settings[`IYO_${kind.toUpperCase()}_FILE`] = join(folder, `${kind}.md`);
  }
  return settings;
}
