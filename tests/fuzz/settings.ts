import { parseArgs } from 'node:util';

export interface FuzzSettings {
  readonly seed: number;
  readonly requests: number;
  /** Only this round, by the number in a finding. */
  readonly round: number | undefined;
}

/** @param text such as `--requests 100000 --seed 7 --round 12` */
export function readSettings(text: string): FuzzSettings {
  const { values } = parseArgs({
    args: text.split(/\s+/).filter(Boolean),
    options: {
      seed: { type: 'string', default: '1' },
      requests: { type: 'string', default: '3000' },
      round: { type: 'string' },
    },
  });
  return {
    seed: Number(values.seed),
    requests: Number(values.requests),
    round: values.round === undefined ? undefined : Number(values.round),
  };
}
