/** The texts that only the operator can write; each has the page of its name. */
export const legalKinds = ['terms', 'privacy', 'cookies'] as const;

export type LegalKind = (typeof legalKinds)[number];

/** Markdown files; a translation lies beside: `terms.md`, `terms.nl.md`. */
export type LegalFiles = Readonly<Record<LegalKind, string | undefined>>;
