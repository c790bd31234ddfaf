/** One violation by a value; the path names the field: `body.address.street`. */
export interface Misfit {
  readonly path: string;
  readonly message: string;
}

/** A request answered without calling a service. */
export class Refusal extends Error {
  readonly status: number;
  readonly misfits: readonly Misfit[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    misfits: readonly Misfit[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.misfits = misfits;
    this.headers = headers;
  }
}

export function refuseMisfits(misfits: readonly Misfit[]): void {
  if (misfits.length > 0) throw new Refusal(400, 'The request does not fit the contract', misfits);
}
