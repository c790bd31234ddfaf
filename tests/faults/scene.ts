import { expect } from '@jest/globals';
import { type Load, startLoad } from './client.ts';
import type { Person } from './people.ts';
import { type Probe, startProbe } from './probe.ts';
import { until } from './processes.ts';
import { report } from './report.ts';

/** A fault, and the effects it may have while it lasts. */
export interface Fault {
  /** Name in the report. */
  readonly title: string;
  /** Causes the fault, and waits until the cause is gone. */
  readonly cause: (load: Load) => Promise<void>;
  /** Whether requests may get no response of a server, for example because it is killed. */
  readonly losesRequests?: boolean;
  /** Time in which the service must be back once the cause is gone; five seconds by default. */
  readonly backWithinMs?: number;
  /** Requests that may be refused, with their status. */
  readonly refuses?: readonly string[];
}

/**
 * Lets users write before, during and after a fault, and then checks that nothing acknowledged is lost.
 * @param address where the servers listen
 */
export async function endure(address: string, people: readonly Person[], fault: Fault): Promise<Load> {
  const [first] = people;
  if (!first) throw new Error('a fault without users shows nothing');
  const load = startLoad(address, people);
  const probe: Probe = startProbe(address, first);
  try {
    await acknowledged(load, 20);
    await fault.cause(load);
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
  if (!fault.losesRequests) expect(load.outcomes.of('none')).toEqual([]);
  expect(await load.memory.check(address)).toEqual([]);
  return load;
}

function refusedBy({ outcomes }: Load): string[] {
  return outcomes.of('wrong').map(({ what, status, body }) => `${what}: ${status} ${body}`);
}

function mayBeRefused({ refuses = [] }: Fault, text: string): boolean {
  return refuses.some((start) => text.startsWith(start));
}

/** Waits until this many writes are acknowledged in all. */
export async function acknowledged(load: Load, count: number): Promise<void> {
  await until(`${count} writes are acknowledged`, () => load.memory.size() >= count);
}
