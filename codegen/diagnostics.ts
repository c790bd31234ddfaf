/** A spot in a contract file; line and column count from 1, the file is named relative to the contract's folder. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something in the contract that cannot be generated from, and what to do about it. */
export interface Diagnostic {
  readonly place: Place;
  readonly message: string;
}

/** A finding of the parser with its code; `crash` if the parser failed. */
export interface Finding extends Diagnostic {
  readonly code: string;
}

export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** What the contract's author reads: `api.raml:12:3: message`. */
export function formatDiagnostic({ place, message }: Diagnostic): string {
  return `${formatPlace(place)}: ${message}`;
}

/** Diagnostics in reading order, without duplicates. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [formatDiagnostic(diagnostic), diagnostic]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.place.file, b.place.file) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
