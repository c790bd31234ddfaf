/** One violation by a value; the path names the field: `body.address.street`. */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
}

/** A request answered without calling a service. */
export class Refusal extends Error {
  readonly status: number;
  readonly mismatches: readonly Mismatch[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    mismatches: readonly Mismatch[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.mismatches = mismatches;
    this.headers = headers;
  }
}

export function refuseMismatches(mismatches: readonly Mismatch[]): void {
  if (mismatches.length > 0) throw new Refusal(400, 'The request does not fit the contract', mismatches);
}
