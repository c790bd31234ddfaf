import { recordQueries, type Sent } from '../bench/recorder.ts';

export type Statement = Pick<Sent, 'text' | 'values'>;

/** Records the statements sent through `pg` during `work`, without those for limits and transactions. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const { sent, stop } = recordQueries();
  try {
    await work();
  } finally {
    stop();
  }
  return sent.filter(({ text }) => /^\s*(select|insert|update|delete|with)\b/i.test(text));
}
