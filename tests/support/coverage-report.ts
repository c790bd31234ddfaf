import { mkdirSync, writeFileSync } from 'node:fs';
import { type Coverage, contractCoverage, type UnseenStatus } from './seen-statuses.ts';
import { unseenReasons } from './unseen-reasons.ts';

/** Reports which declared statuses occurred in a run; coverage/contract.txt has the whole table. */
export function reportContractCoverage(write: (text: string) => void): void {
  const coverage = contractCoverage();
  if (coverage.unseen.length === coverage.declared) return;
  const report = reportOf(coverage);
  mkdirSync('coverage', { recursive: true });
  writeFileSync('coverage/contract.txt', report);
  write(`\n${report.split('\n')[0]} (coverage/contract.txt)\n`);
}

function reportOf({ declared, unseen }: Coverage): string {
  const rows = groupByOperation(unseen).map(
    ([operation, statuses]) => `${operation}: ${statuses.map(withReason).join(', ')}`,
  );
  return [
    `${declared - unseen.length} of ${declared} declared statuses seen`,
    '',
    'Not seen:',
    ...rows,
    '',
  ].join('\n');
}

function groupByOperation(unseen: readonly UnseenStatus[]): [string, UnseenStatus[]][] {
  const groups = new Map<string, UnseenStatus[]>();
  for (const entry of unseen) groups.set(entry.operation, [...(groups.get(entry.operation) ?? []), entry]);
  return [...groups];
}

function withReason({ operation, status }: UnseenStatus): string {
  const reason = unseenReasons[operation]?.[status];
  return reason === undefined ? String(status) : `${status} (${reason})`;
}
