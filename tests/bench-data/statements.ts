import { recordQueries, type Sent } from '../bench/recorder.ts';

export type Statement = Pick<Sent, 'text' | 'values'>;

/** Writes down what goes through `pg` while something is done, without the limits and transactions around it. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const { sent, stop } = recordQueries();
  try {
    await work();
  } finally {
    stop();
  }
  return sent.filter(({ text }) => /^\s*(select|insert|update|delete|with)\b/i.test(text));
}
