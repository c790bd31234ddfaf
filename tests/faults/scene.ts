import { expect } from '@jest/globals';
import { type Load, startLoad } from './client.ts';
import type { Person } from './people.ts';
import { type Probe, startProbe } from './probe.ts';
import { until } from './processes.ts';
import { report } from './report.ts';

/** What a fault may do while it lasts. */
export interface Fault {
  /** Names it in the report. */
  readonly title: string;
  /** Makes the fault, and waits until its cause is gone. */
  readonly happen: (load: Load) => Promise<void>;
  /** Whether requests may be left without an answer of a server, as when a server is killed. */
  readonly losesRequests?: boolean;
  /** How soon the service is back once the cause is gone: five seconds when left out. */
  readonly backWithinMs?: number;
  /** What may be refused, with its status. */
  readonly refuses?: readonly string[];
}

/**
 * Lets users write, makes a fault, lets them go on writing, and then looks for all that was acknowledged.
 * @param address where the servers answer
 */
export async function endure(address: string, people: readonly Person[], fault: Fault): Promise<Load> {
  const [first] = people;
  if (!first) throw new Error('a fault without users shows nothing');
  const load = startLoad(address, people);
  const probe: Probe = startProbe(address, first);
  try {
    await acknowledged(load, 20);
    await fault.happen(load);
    const over = Date.now();
    await acknowledged(load, load.memory.size() + 20);
    await Promise.all([load.stop(), probe.stop()]);
    const backAfterMs = probe.backAfter(over);
    report(fault.title, load, { longestGapMs: probe.longestGap(), backAfterMs });
    expect(backAfterMs).toBeLessThan(fault.backWithinMs ?? 5_000);
  } finally {
    await Promise.all([load.stop(), probe.stop()]);
  }
  expect(refusedBy(load).filter((text) => !mayBeRefused(fault, text))).toEqual([]);
  if (!fault.losesRequests) expect(load.answers.of('none')).toEqual([]);
  expect(await load.memory.check(address)).toEqual([]);
  return load;
}

function refusedBy({ answers }: Load): string[] {
  return answers.of('wrong').map(({ what, status, body }) => `${what}: ${status} ${body}`);
}

function mayBeRefused({ refuses = [] }: Fault, text: string): boolean {
  return refuses.some((start) => text.startsWith(start));
}

/** Waits for so many writes in all. */
export async function acknowledged(load: Load, count: number): Promise<void> {
  await until(`${count} writes are acknowledged`, () => load.memory.size() >= count);
}
