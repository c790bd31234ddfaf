/** The texts that the operator must write. Each has a page of the same name. */
export const legalKinds = ['terms', 'privacy', 'cookies'] as const;

export type LegalKind = (typeof legalKinds)[number];

/** Markdown files. Translations are next to them: `terms.md`, `terms.nl.md`. */
export type LegalFiles = Readonly<Record<LegalKind, string | undefined>>;
