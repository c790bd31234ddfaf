import { rmSync } from 'node:fs';
import { printReport } from './report.ts';
import { theTemplate } from './template.ts';

export default function tearDown(): void {
  printReport();
  rmSync(theTemplate().folder, { recursive: true, force: true });
}
