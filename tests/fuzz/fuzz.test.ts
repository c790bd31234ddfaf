import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Finding, fuzz, reachEveryOperation } from './rounds.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env.IYO_FUZZ ?? '');
const shown = 20;

test(
  `${settings.requests} random requests cause no failure and no answer outside the contract (seed ${settings.seed})`,
  async () => {
    const began = Date.now();
    const { requests, findings, successes } = await fuzz(settings);
    const seconds = Math.round((Date.now() - began) / 1000);
    mkdirSync('coverage', { recursive: true });
    writeFileSync(
      'coverage/fuzz.json',
      JSON.stringify({ settings, requests, seconds, successes: [...successes], findings }, null, 2),
    );
    process.stdout.write(
      `\n${requests} requests in ${seconds} s, ${findings.length} findings (coverage/fuzz.json)\n`,
    );
    expect(findings.slice(0, shown).map(describeFinding)).toEqual([]);
  },
  24 * 3_600_000,
);

test('every operation of the contract succeeds at least once', async () => {
  const { missed, findings } = await reachEveryOperation(settings.seed);
  expect(missed).toEqual([]);
  expect(findings.map(describeFinding)).toEqual([]);
}, 3_600_000);

function describeFinding({ round, problem, request, answer, log }: Finding): string {
  const again = `make fuzz args="--seed ${settings.seed} --round ${round}"`;
  const { method, path, body } = request;
  return [
    problem,
    `${method} ${path.slice(0, 300)}`,
    String(body ?? '').slice(0, 300),
    answer?.text,
    log,
    again,
  ]
    .filter(Boolean)
    .join('\n');
}
