/** A spot in a contract file; line and column count from 1, the file is named relative to the contract's folder. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something in the contract that cannot be generated from, and what to do about it. */
export interface Complaint {
  readonly place: Place;
  readonly message: string;
}

/** A finding of the parser with its code; `crash` if the parser failed. */
export interface Finding extends Complaint {
  readonly code: string;
}

export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** What the contract's author reads: `api.raml:12:3: message`. */
export function formatComplaint({ place, message }: Complaint): string {
  return `${formatPlace(place)}: ${message}`;
}

/** Complaints in reading order, without duplicates. */
export function sortComplaints(complaints: readonly Complaint[]): Complaint[] {
  const unique = new Map(complaints.map((complaint) => [formatComplaint(complaint), complaint]));
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
