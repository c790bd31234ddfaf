import type { ClientKind } from '../../../../organizations/api-keys/client-kinds.ts';
import type { TokenAlgorithm } from '../../../../organizations/api-keys/queries.ts';

/** Values for the snippets. There is no secret: snippets read it from the environment. */
export interface SnippetFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly callback: string;
  readonly kind: ClientKind;
  /** The algorithm that signs the ID tokens of the client. */
  readonly algorithm: TokenAlgorithm;
}

/** Writes a snippet, under its title: the name of a language or product, the same in all languages of the pages. */
export type Writer = readonly [title: string, write: (facts: SnippetFacts) => string];

export const scopes = 'openid profile email';

/** A quoted string in JavaScript, Python, Go, TOML and Ruby. */
export const quoted = (text: string) => JSON.stringify(text);
export const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
export const php = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
export const endpoint = ({ issuer }: SnippetFacts, name: string) => `${issuer}/v1/oauth/${name}`;
export const hasSecret = ({ kind }: SnippetFacts) => kind === 'web' || kind === 'machine';

/** The organization behind the client, as an operation of the API. */
export const organizationAddress = ({ issuer, clientId }: SnippetFacts) =>
  `${issuer}/api/organizations/${encodeURIComponent(clientId)}`;
