import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { hl } from 'raml-1-parser';
import type { Finding, Place } from './diagnostics.ts';
import { contractPath } from './file-path.ts';
import { withReferredFiles } from './json-schema-files.ts';
import { mergeSource } from './merge-source.ts';
import { errors, parseSync } from './parser.ts';
import { describeCrash, lostKeys } from './parser-crash.ts';
import { fixParser } from './parser-fixes.ts';
import { withHint } from './parser-hints.ts';
import { forgetJsonSchemas } from './parser-json-schemas.ts';
import { remembering } from './parser-memory.ts';
import { type SourceNode, textAt } from './source.ts';
import { readSource } from './source-tree.ts';

/** A contract parsed by raml-1-parser: includes, libraries, traits and resource types are applied. */
export interface LoadedContract {
  /** Undefined if the file could not be parsed at all. */
  readonly root: SourceNode | undefined;
  /** What the file is: `Api`, `Library`, `Overlay`, `Extension`, or a fragment such as `Trait`. */
  readonly kind: string;
  /** The parser's errors and warnings; the first call validates, which takes most of the time. */
  readonly findings: () => readonly Finding[];
  /** The absolute path of every file that was read or looked for. */
  readonly files: readonly string[];
  /** The text of each of these files as it was read, empty for a missing one. Without JSON schemas that only others refer to. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Parses a RAML 1.0 file. Never throws on a broken one; only local files are read.
 * @param path of the root file
 */
export function loadContract(path: string): LoadedContract {
  return withBase(loadFile(path), resolve(path), new Set());
}

/** An overlay or extension merged into the file it extends, which may itself extend another. */
function withBase(loaded: LoadedContract, path: string, above: ReadonlySet<string>): LoadedContract {
  const base = loaded.root && textAt(loaded.root, 'extends');
  if (!loaded.root || base === undefined || above.has(path)) return loaded;
  const file = contractPath(base, path, dirname(path));
  const lower = withBase(loadFile(file), file, new Set([...above, path]));
  if (!lower.root) return loaded;
  return {
    ...loaded,
    root: mergeSource(lower.root, loaded.root),
    files: [...new Set([...loaded.files, ...lower.files])],
    texts: new Map([...lower.texts, ...loaded.texts]),
  };
}

function loadFile(path: string): LoadedContract {
  const texts = new Map<string, string>();
  const start: Place = { file: basename(path), line: 1, column: 1 };
  const failed = (finding: Finding): LoadedContract => ({
    root: undefined,
    kind: '',
    findings: () => [finding],
    files: [...texts.keys()],
    texts,
  });
  if (readInto(texts, resolve(path)) === null) {
    return failed({ code: 'unreadable', place: start, message: 'The file cannot be read. Check its path.' });
  }
  try {
    const root = parse(resolve(path), texts);
    const definition = root.definition();
    if (definition.universe().version() !== 'RAML10') {
      const message = 'This is not RAML 1.0. Begin the file with "#%RAML 1.0".';
      return failed({ code: 'version', place: start, message });
    }
    const read = [...withReferredFiles(texts.keys())];
    return {
      root: readSource(root.lowLevel()),
      kind: fragmentName(root),
      findings: once(() => findingsOf(root, read, start)),
      files: read,
      texts,
    };
  } catch (error) {
    return failed(describeCrash(error, [...texts.keys()], start));
  }
}

/** The definition of a data type has the name of its type, not that of the fragment. */
function fragmentName(root: hl.IHighLevelNode): string {
  const [, name] = /^#%RAML[ \t]+1\.0[ \t]*(\w*)/.exec(root.lowLevel().unit().contents()) ?? [];
  return name || 'Api';
}

/** `expandTypes` stays off: it would lose recursion and expand unions. */
function parse(path: string, texts: Map<string, string>): hl.IHighLevelNode {
  fixParser();
  forgetJsonSchemas();
  return parseSync(path, {
    expandLibraries: true,
    expandExpressions: true,
    fsResolver: {
      content: (file) => missing(readInto(texts, file)),
      contentAsync: async (file) => missing(readText(file)),
    },
    httpResolver: {
      getResource: () => missing<never>(null),
      getResourceAsync: async () => missing<never>(null),
    },
  });
}

/** For unreadable files and addresses the parser expects null, which its types do not mention. */
function missing<Value>(value: Value | null): Value {
  return value as Value;
}

function readInto(texts: Map<string, string>, file: string): string | null {
  const text = readText(file);
  texts.set(file, text ?? '');
  return text;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function findingsOf(root: hl.IHighLevelNode, files: readonly string[], start: Place): Finding[] {
  try {
    const found = quietly(() => remembering(() => errors(root))).map(({ code, message, ...position }) => ({
      code,
      place: placeOf(position, start),
      message: withHint(code, message, start.file),
    }));
    return [...lostKeys(files), ...found];
  } catch (error) {
    return [describeCrash(error, files, start)];
  }
}

function once<Result extends object>(act: () => Result): () => Result {
  let result: Result | undefined;
  return () => {
    result ??= act();
    return result;
  };
}

/** The parser prints its own warnings. */
function quietly<Result>(act: () => Result): Result {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return act();
  } finally {
    console.warn = warn;
  }
}

interface Positioned {
  readonly path: string | null;
  readonly range: { readonly start: { readonly line: number; readonly column: number } | null };
}

function placeOf({ path, range }: Positioned, start: Place): Place {
  return {
    file: path ?? start.file,
    line: (range.start?.line ?? 0) + 1,
    column: (range.start?.column ?? 0) + 1,
  };
}
