import { readFileSync } from 'node:fs';
import { packageRoot } from '../../base/package-root.ts';

/** The generator's output (`generated/documentation.json`). Members named `html` are page fragments. */
export interface Catalogue {
  readonly introduction: string;
  readonly security: readonly string[];
  readonly errors: readonly ErrorCode[];
  readonly groups: readonly Group[];
}

export interface ErrorCode {
  readonly status: number;
  readonly code: string;
  /** Names of operations. */
  readonly operations: readonly string[];
}

/** Operations that share a page. */
export interface Group {
  readonly service: string;
  /** The path below `/apidocumentation/`. */
  readonly path: string;
  readonly title: string;
  readonly introduction: string;
  readonly operations: readonly Operation[];
  readonly types: readonly NamedType[];
}

export interface NamedType {
  readonly name: string;
  readonly html: string;
  /** Empty when the contract has none. */
  readonly example: string;
}

export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly scopes: readonly string[];
  /** The summary on the page of the group. */
  readonly overview: string;
  readonly html: string;
  /** The names of the group's types that the operation refers to. */
  readonly types: readonly string[];
}

/** @param publicUrl scheme and host of this server, for the examples */
export function readCatalogue(publicUrl: string): Catalogue {
  const text = readFileSync(new URL('generated/documentation.json', packageRoot), 'utf8');
  return JSON.parse(text.replaceAll('{{server}}', publicUrl)) as Catalogue;
}

/** An operation and the group it belongs to. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly group: Group;
}

/**
 * Finds the operations that contain all the words, in the order of the contract. Searches the names, summaries and
 * scopes first; if that finds nothing, the full texts.
 */
export type SearchOperations = (words: string) => readonly FoundOperation[];

export function createSearch({ groups }: Catalogue): SearchOperations {
  const entries = groups.flatMap((group) =>
    group.operations.map((operation) => {
      const { name, method, path, summary, scopes } = operation;
      const entry = [name, method, path, summary, group.title, ...scopes].join(' ').toLowerCase();
      return { operation, group, entry, whole: `${entry} ${textOf(operation.html).toLowerCase()}` };
    }),
  );
  return (words) => {
    const searched = words.toLowerCase().split(/\s+/).filter(Boolean);
    if (searched.length === 0) return [];
    const occurIn = (text: string) => searched.every((word) => text.includes(word));
    const found = entries.filter(({ entry }) => occurIn(entry));
    return found.length > 0 ? found : entries.filter(({ whole }) => occurIn(whole));
  };
}

/** The text without markup and examples. */
function textOf(html: string): string {
  return html.replace(/<pre.*?<\/pre>/gs, ' ').replace(/<[^>]*>/g, '');
}
