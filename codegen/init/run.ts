import { resolve } from 'node:path';
import type { Profile } from '../profile.ts';
import { report } from '../write.ts';
import { init } from './init.ts';

/** Creates a starter project and prints what was written. @returns the exit code */
export function runInit(contract: string, folder: string, profile: Profile): number {
  const { generation, kept, written } = init(contract, folder, profile);
  if (!report(contract, generation)) return 1;
  for (const file of written) console.log(`wrote ${file}`);
  for (const file of kept) console.log(`left ${file} as it is`);
  const first = resolve(folder) === process.cwd() ? '' : `cd ${folder}, `;
  console.log(`Next: ${first}npm install, npm start. The operations are in src/services.ts.`);
  return 0;
}
