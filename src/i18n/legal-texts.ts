import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'node:path';
import MarkdownIt from 'markdown-it';
import { type LegalFiles, type LegalKind, legalKinds } from '../base/legal-kinds.ts';
import { type Language, languageNames } from './catalogue.ts';

/** HTML by language, for the texts that there are. */
export type LegalTexts = ReadonlyMap<LegalKind, ReadonlyMap<Language, string>>;

/**
 * Reads and renders the texts, once.
 * @throws Error in words for the operator when a file cannot be read
 */
export async function readLegalTexts(files: LegalFiles): Promise<LegalTexts> {
  const texts = new Map<LegalKind, ReadonlyMap<Language, string>>();
  for (const kind of legalKinds) {
    const file = files[kind];
    if (file !== undefined) texts.set(kind, await readTranslations(file));
  }
  return texts;
}

async function readTranslations(file: string): Promise<ReadonlyMap<Language, string>> {
  const original = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`cannot read ${file}, which the settings name as a legal text`, { cause });
  });
  const { dir, name, ext } = parse(file);
  const languages = Object.keys(languageNames) as Language[];
  const translations = languages.map(async (language) => {
    const translated = await readIfThere(`${dir === '' ? '.' : dir}/${name}.${language}${ext}`);
    return [language, render(translated ?? original)] as const;
  });
  return new Map(await Promise.all(translations));
}

async function readIfThere(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

const markdown = new MarkdownIt({ html: false, linkify: true });

/** The page has a heading of its own, so those of the text are a level lower. */
function render(text: string): string {
  const tokens = markdown.parse(text, {});
  for (const token of tokens) {
    if (/^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}
