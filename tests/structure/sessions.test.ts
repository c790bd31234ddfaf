import { expect, test } from '@jest/globals';
import { readSourceFiles } from './source-files.ts';

/** Sessions of users end in one place, so that clients are always notified. */

const files = readSourceFiles();
const textOf = ({ tree }: (typeof files)[number]) => tree.getFullText();
const naming = (word: RegExp) => files.filter((file) => word.test(textOf(file))).map(({ path }) => path);

// promise: backchannel-told
test('sessions are deleted by one query, used only by the act that notifies clients', () => {
  expect(naming(/\bdeleteSessions\b/).sort()).toEqual(['sessions/ending.ts', 'sessions/queries.ts']);
  expect(naming(/deleteFrom\('sessions'\)|delete from sessions\b/)).toEqual(['sessions/queries.ts']);
});

test('the other deletions in that file are of incomplete sign-ins', () => {
  const queries = files.find(({ path }) => path === 'sessions/queries.ts');
  const [, ...deletions] = (queries ? textOf(queries) : '').split(/deleteFrom\('sessions'\)/);
  const others = deletions.filter((after) => !after.startsWith(".returning(['session_id as sessionId'"));
  expect(deletions).toHaveLength(2);
  expect(others.every((after) => after.slice(0, 200).includes("'purpose', '=', 'pending_login'"))).toBe(true);
});
