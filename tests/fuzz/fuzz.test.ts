import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { count, type Finding, type FuzzReport } from './report.ts';
import { fuzz, fuzzDirectory, reachEveryEndpoint, reachEveryOperation } from './rounds.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env.IYO_FUZZ ?? '');
const shown = 20;
const hour = 3_600_000;

test(
  `${settings.requests} random requests cause no failure and no response outside the contract (seed ${settings.seed})`,
  async () => {
    const began = Date.now();
    const { findings } = await fuzz(settings, (report) => keep(report, began));
    expect(findings.slice(0, shown).map(describeFinding)).toEqual([]);
  },
  24 * hour,
);

// promise: fuzz
test(
  'every operation of the contract succeeds at least once',
  async () => {
    const { missed, findings } = await reachEveryOperation(settings.seed);
    expect(missed).toEqual([]);
    expect(findings.map(describeFinding)).toEqual([]);
  },
  hour,
);

// promise: fuzz
test(
  'every endpoint of the token service succeeds at least once, in both profiles',
  async () => {
    const { missed, findings } = await reachEveryEndpoint(settings.seed);
    expect(missed).toEqual([]);
    expect(findings.map(describeFinding)).toEqual([]);
  },
  hour,
);

// promise: fuzz
test(
  'requests of a directory cause no failure and no response outside the second contract',
  async () => {
    const { findings, statuses } = await fuzzDirectory(settings.seed, 600);
    expect(findings.slice(0, shown).map(describeFinding)).toEqual([]);
    for (const status of [200, 201, 204, 400, 401, 404, 409])
      expect(statuses.has(`scim ${status}`)).toBe(true);
  },
  hour,
);

// promise: fuzz
test(
  'a repeated round gets the same responses',
  async () => {
    const again = { ...settings, round: settings.round ?? 3 };
    const [first, second] = [await fuzz(again), await fuzz(again)];
    expect(second.trace).toEqual(first.trace);
    expect(first.trace.length).toBeGreaterThan(90);
  },
  hour,
);

/** Prints the progress, and writes the report. */
function keep({ requests, findings, successes, statuses }: FuzzReport, began: number): void {
  const seconds = Math.round((Date.now() - began) / 1000);
  const sorted = (counts: ReadonlyMap<string, number>) => Object.fromEntries([...counts].sort());
  const kinds = new Map<string, number>();
  for (const { kind } of findings) count(kinds, kind);
  const found = sorted(kinds);
  const written = { settings, requests, seconds, found, findings };
  mkdirSync('coverage', { recursive: true });
  writeFileSync(
    'coverage/fuzz.json',
    JSON.stringify({ ...written, statuses: sorted(statuses), successes: sorted(successes) }, null, 2),
  );
  process.stdout.write(
    `${requests} requests in ${seconds} s, ${findings.length} findings ${JSON.stringify(found)} (coverage/fuzz.json)\n`,
  );
}

function describeFinding({ round, kind, detail, request, response, log }: Finding): string {
  const again = `make fuzz args="--seed ${settings.seed} --round ${round}"`;
  const { method, path, body } = request;
  return [
    `${kind}: ${detail}`,
    `${method} ${path.slice(0, 300)}`,
    String(body ?? '').slice(0, 300),
    response?.text,
    log,
    again,
  ]
    .filter(Boolean)
    .join('\n');
}
