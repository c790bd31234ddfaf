import { cleanupMilliseconds } from '../jobs/cleanup.ts';
import { type Finding, finding, timeText } from './finding.ts';
import type { BackgroundFact } from './queries.ts';

const maximumMinutes = 10;

/** Checks whether mails and SMS are sent. */
export function checkMessages(facts: readonly BackgroundFact[], now: Date): Finding[] {
  const found = facts.flatMap((fact): Finding[] => {
    if (fact.kind === 'job') return [];
    const { kind, name: channel, count, at } = fact;
    const minutes = minutesSince(at, now);
    if (kind === 'abandoned') return [finding('messages', 'messagesAbandoned', { channel, count })];
    return minutes < maximumMinutes ? [] : [finding('messages', 'messagesWait', { channel, count, minutes })];
  });
  return found.length > 0 ? found : [finding('messages', 'messagesFine')];
}

/** Checks whether periodic jobs run when they are due. */
export function checkJobs(facts: readonly BackgroundFact[], now: Date): Finding[] {
  const jobs = facts.filter(({ kind }) => kind === 'job');
  if (jobs.length === 0) return [finding('jobs', 'jobsNever')];
  const late = jobs.flatMap(({ name, at }): Finding[] => {
    const minutes = minutesSince(at, now);
    return minutes < maximumMinutes ? [] : [finding('jobs', 'jobLate', { name, minutes })];
  });
  if (late.length > 0) return late;
  const names = jobs.map(({ name }) => name).join(', ');
  return [finding('jobs', 'jobsFine', { names, last: lastCleanup(jobs) })];
}

/** The time of the last cleanup: one interval before the next one is due. */
function lastCleanup(jobs: readonly BackgroundFact[]): string {
  const due = jobs.find(({ name }) => name === 'cleanup')?.at;
  return due === undefined ? '-' : timeText(new Date(due.getTime() - cleanupMilliseconds));
}

function minutesSince(moment: Date, now: Date): number {
  return Math.floor((now.getTime() - moment.getTime()) / 60_000);
}
