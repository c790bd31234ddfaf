import { readFileSync } from 'node:fs';
import { packageRoot } from '../../base/package-root.ts';

/** What the generator made of the contract (`generated/documentation.json`); `html` is the inner part of a page. */
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

/** Operations with a page of their own. */
export interface Group {
  readonly service: string;
  /** What follows `/apidocumentation/`. */
  readonly path: string;
  readonly title: string;
  readonly introduction: string;
  readonly operations: readonly Operation[];
  readonly types: readonly { readonly name: string; readonly html: string }[];
}

export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly scopes: readonly string[];
  readonly html: string;
}

/** @param publicUrl scheme and host of this server, which the examples name */
export function readCatalogue(publicUrl: string): Catalogue {
  const text = readFileSync(new URL('generated/documentation.json', packageRoot), 'utf8');
  return JSON.parse(text.replaceAll('{{server}}', publicUrl)) as Catalogue;
}

/** An operation and the group whose page describes it. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly group: Group;
}

/** The operations in which all words occur, in the order of the contract. */
export type SearchOperations = (words: string) => readonly FoundOperation[];

export function createSearch({ groups }: Catalogue): SearchOperations {
  const entries = groups.flatMap((group) =>
    group.operations.map((operation) => {
      const { name, method, path, summary, scopes } = operation;
      const text = [name, method, path, summary, group.title, ...scopes].join(' ').toLowerCase();
      return { operation, group, text };
    }),
  );
  return (words) => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return wanted.length === 0
      ? []
      : entries.filter(({ text }) => wanted.every((word) => text.includes(word)));
  };
}
