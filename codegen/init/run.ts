import { resolve } from 'node:path';
import { formatComplaint } from '../complaints.ts';
import { open } from '../profile.ts';
import { init } from './init.ts';

/** Creates a starter project and prints what was written. @returns the exit code */
export function runInit(contract: string, folder: string): number {
  const { generation, kept, written } = init(contract, folder, open);
  for (const complaint of generation.complaints) console.error(formatComplaint(complaint));
  if (generation.complaints.length > 0) return 1;
  for (const warning of generation.warnings) console.error(`${formatComplaint(warning)} (warning)`);
  for (const file of written) console.log(`wrote ${file}`);
  for (const file of kept) console.log(`left ${file} as it is`);
  const first = resolve(folder) === process.cwd() ? '' : `cd ${folder}, `;
  console.log(`Next: ${first}npm install, npm start. The operations are in src/services.ts.`);
  return 0;
}
