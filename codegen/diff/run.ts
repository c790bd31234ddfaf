import { readApi, type Settings } from '../write.ts';
import { compareApis } from './compare.ts';
import { breakingOf, formatReport, type ReportFormat } from './report.ts';

/** Compares two contracts and prints the differences. @returns the exit code: 1 if something breaks callers */
export function runDiff(settings: Settings, old: string, now: string, format: ReportFormat): number {
  const before = readApi({ ...settings, contract: old });
  const after = readApi({ ...settings, contract: now });
  if (!before || !after) return 2;
  const changes = compareApis(before, after);
  console.log(formatReport(changes, format));
  return breakingOf(changes).length === 0 ? 0 : 1;
}
