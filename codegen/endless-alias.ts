import { LineCounter, parseDocument, visit } from 'yaml';

/** The first alias inside the value that it repeats: the parser reads it endlessly. Line and column count from 1. */
export function endlessAlias(
  text: string,
): { readonly name: string; readonly line: number; readonly column: number } | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
  let found: ReturnType<typeof endlessAlias>;
  visit(document, {
    Alias: (_key, { range, source }, path) => {
      if (!range || !path.some((node) => 'anchor' in node && node.anchor === source)) return undefined;
      const { line, col } = lineCounter.linePos(range[0]);
      found = { name: source, line, column: col };
      return visit.BREAK;
    },
  });
  return found;
}
