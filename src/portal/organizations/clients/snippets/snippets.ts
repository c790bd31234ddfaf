import type { SnippetFacts, Writer } from './facts.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { browser, curl, node, phpSnippet, python } from './languages.ts';
import { machine } from './machine.ts';
import { products } from './products.ts';

export interface Snippet {
  readonly name: string;
  /** The name of the language or product; not translated. */
  readonly title: string;
  readonly text: string;
  /** Whether its library would refuse the ID tokens of the client. */
  readonly needsOtherAlgorithm: boolean;
}

/** The snippets for a kind of application. */
export function snippetsFor(facts: SnippetFacts): readonly Snippet[] {
  const { kind } = facts;
  if (kind === 'machine') return made(facts, machine);
  if (kind === 'web') return made(facts, { ...languages, ...products });
  return made(
    facts,
    kind === 'singlePage' ? { browser: ['Browser', browser], ...publicClients } : publicClients,
  );
}

function made(facts: SnippetFacts, writers: Readonly<Record<string, Writer>>): Snippet[] {
  return Object.entries(writers).map(([name, [title, write]]) => ({
    name,
    title,
    text: write(facts),
    needsOtherAlgorithm: facts.algorithm !== 'RS256' && onlyRs256.includes(name),
  }));
}

/** Spring expects RS256 unless configured otherwise; the PHP library does not support elliptic curves. */
const onlyRs256: readonly string[] = ['spring', 'php'];

const publicClients = {
  curl: ['curl', curl],
  node: ['JavaScript', node],
  python: ['Python', python],
  go: ['Go', go],
  java: ['Java', java],
} as const satisfies Readonly<Record<string, Writer>>;

const languages = {
  ...publicClients,
  php: ['PHP', phpSnippet],
} as const satisfies Readonly<Record<string, Writer>>;
