import { count } from '../count.ts';
import { formatPlace } from '../diagnostics.ts';
import type { Change } from './change.ts';

export type ReportFormat = 'text' | 'markdown' | 'json';

export function formatReport(changes: readonly Change[], format: ReportFormat): string {
  if (format === 'json')
    return JSON.stringify({ breaking: breakingOf(changes).length, changes }, undefined, 2);
  return format === 'markdown' ? markdown(changes) : text(changes);
}

/** The changes that break callers and are not accepted. */
export function breakingOf(changes: readonly Change[]): Change[] {
  return changes.filter(({ accepted, severity }) => severity === 'breaking' && !accepted);
}

function wordOf({ accepted, severity }: Change): string {
  return accepted ? 'breaking, accepted' : severity;
}

function text(changes: readonly Change[]): string {
  const lines = changes.map((change) => {
    const { direction, message, operation, place, rule } = change;
    return `${formatPlace(place)}: ${wordOf(change)} (${direction}, ${rule}): ${operation} ${message}`;
  });
  return [...lines, summary(changes)].join('\n');
}

function summary(changes: readonly Change[]): string {
  const accepted = changes.filter((change) => change.accepted).length;
  const additions = changes.filter(({ severity }) => severity === 'addition').length;
  const breaking = count(breakingOf(changes).length, 'breaking change');
  return `${breaking}, ${accepted} accepted, ${count(additions, 'addition')}`;
}

function markdown(changes: readonly Change[]): string {
  const sections = [
    [
      'Breaking in requests',
      changes.filter((one) => one.severity === 'breaking' && one.direction === 'request'),
    ],
    [
      'Breaking in responses',
      changes.filter((one) => one.severity === 'breaking' && one.direction === 'response'),
    ],
    [
      'Breaking in operations',
      changes.filter((one) => one.severity === 'breaking' && one.direction === 'operation'),
    ],
    ['Additions', changes.filter(({ severity }) => severity === 'addition')],
  ] as const;
  const tables = sections.flatMap(([title, list]) => (list.length === 0 ? [] : [table(title, list)]));
  return [`${summary(changes)}.`, ...tables].join('\n\n');
}

function table(title: string, changes: readonly Change[]): string {
  const rows = changes.map((change) => {
    const { message, operation, place, rule } = change;
    const note = change.accepted ? ' (accepted)' : '';
    return `| \`${operation}\` | ${cell(message)}${note} | \`${rule}\` | ${formatPlace(place)} |`;
  });
  return [
    `### ${title}`,
    '',
    '| operation | change | rule | place |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function cell(message: string): string {
  return message.replaceAll('|', '\\|');
}
