import fc, { type Arbitrary } from 'fast-check';

/** Random choices, reproducible by their seed. */
export interface Random {
  /** 0 to `limit - 1`. */
  int(limit: number): number;
  /** True in this percentage of cases. */
  percent(share: number): boolean;
  /** @throws Error when the list is empty */
  pick<Item>(items: readonly Item[]): Item;
  sample<Value>(values: Arbitrary<Value>): Value;
}

const largest = 2 ** 31 - 1;

export function createRandom(seed: number): Random {
  const [stream] = fc.sample(fc.infiniteStream(fc.noBias(fc.nat(largest))), { seed, numRuns: 1 });
  const next = (): number => stream?.next().value ?? 0;
  return {
    int: (limit) => next() % limit,
    percent: (share) => next() % 100 < share,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[next() % items.length] as Item;
    },
    sample<Value>(values: Arbitrary<Value>): Value {
      return fc.sample(values, { seed: next(), numRuns: 1 })[0] as Value;
    },
  };
}
