import pg from 'pg';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Writes down what goes through `pg` while something is done. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const sent: Statement[] = [];
  const original = pg.Client.prototype.query;
  function recording(this: pg.Client, ...call: unknown[]): unknown {
    const [text, values] = call;
    if (typeof text === 'string') sent.push({ text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(original, this, call);
  }
  pg.Client.prototype.query = recording as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return sent;
}
