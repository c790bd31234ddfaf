import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type hl, type ll, parseSync } from 'raml-1-parser';
import { dump } from 'raml-1-parser/dist/util/jsonSerializerHL.js';
import type { Complaint, Place } from './complaints.ts';
import { withHint } from './parser-hints.ts';
import type { RamlApi } from './raml.ts';
import { createSource, type Source, type SourceNode } from './source.ts';

/** A contract as raml-1-parser understood it: includes, libraries, traits and resource types are applied. */
export interface LoadedContract {
  /** Undefined when the file could not be understood at all. */
  readonly raml: RamlApi | undefined;
  readonly source: Source;
  /** The parser's errors and warnings. */
  readonly findings: readonly Complaint[];
  /** Every file that was looked at, absolute, whether it exists or not. */
  readonly files: readonly string[];
}

/**
 * Parses a RAML 1.0 contract. Never throws on a broken one; only local files are read.
 * @param path of the root file
 */
export function loadContract(path: string): LoadedContract {
  const files = new Set<string>();
  const start: Place = { file: basename(path), line: 1, column: 1 };
  const failed = (message: string): LoadedContract => ({
    raml: undefined,
    source: createSource(emptyNode(start)),
    findings: [{ place: start, message }],
    files: [...files],
  });
  try {
    const root = parse(resolve(path), files);
    const parsed: ParsedDocument = dump(root, { rootNodeDetails: true, expandExpressions: true });
    if (parsed.ramlVersion !== 'RAML10' || parsed.type !== 'Api') {
      return failed(
        `This is no RAML 1.0 API (${parsed.ramlVersion} ${parsed.type}). Begin the file with "#%RAML 1.0".`,
      );
    }
    return {
      raml: parsed.specification,
      source: createSource(sourceNode(root.lowLevel(), new Map())),
      findings: (parsed.errors ?? []).map(toComplaint),
      files: [...files],
    };
  } catch (error) {
    return failed(withHint('', error instanceof Error ? error.message : String(error)));
  }
}

interface ParsedDocument {
  readonly ramlVersion: string;
  readonly type: string;
  readonly specification: RamlApi;
  readonly errors?: readonly ParserError[];
}

interface ParserError {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

/** `expandTypes` stays off: it would lose recursion and multiply unions out. */
function parse(path: string, files: Set<string>): hl.IHighLevelNode {
  return parseSync(path, {
    expandLibraries: true,
    expandExpressions: true,
    fsResolver: {
      content: (file) => {
        files.add(file);
        return readText(file);
      },
      contentAsync: async (file) => readText(file),
    },
    httpResolver: {
      getResource: () => ({ errorMessage: networkRefused }),
      getResourceAsync: async () => ({ errorMessage: networkRefused }),
    },
  });
}

const networkRefused = 'a contract is made of local files only, copy the file beside it';

/** The parser asks for null, which its own types leave out, when a file cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null as unknown as string;
  }
}

function toComplaint({ code, message, path, range }: ParserError): Complaint {
  const place = { file: path, line: range.start.line + 1, column: range.start.column + 1 };
  return { place, message: withHint(code, message) };
}

function sourceNode(node: ll.ILowLevelASTNode, lineStarts: LineStarts): SourceNode {
  let children: readonly SourceNode[] | undefined;
  return {
    key: node.key() ?? undefined,
    value: () => node.value(),
    children: () => {
      children ??= node.children().map((child) => sourceNode(child, lineStarts));
      return children;
    },
    place: () => placeOf(node, lineStarts),
  };
}

/** Where each line of a file begins, by the file's path. */
type LineStarts = Map<string, readonly number[]>;

function placeOf(node: ll.ILowLevelASTNode, lineStarts: LineStarts): Place {
  const unit = node.unit();
  const file = unit.path();
  const starts = lineStarts.get(file) ?? [
    0,
    ...[...unit.contents().matchAll(/\n/g)].map(({ index }) => index + 1),
  ];
  lineStarts.set(file, starts);
  const offset = Math.max(node.keyStart() >= 0 ? node.keyStart() : node.start(), 0);
  const line = starts.findLastIndex((start) => start <= offset);
  return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

function emptyNode(place: Place): SourceNode {
  return { key: undefined, value: () => undefined, children: () => [], place: () => place };
}
