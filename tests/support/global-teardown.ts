import { reportContractCoverage } from './coverage-report.ts';
import { dropDatabase, templateFromEnvironment } from './template.ts';

export default async function tearDown(): Promise<void> {
  reportContractCoverage((text) => void process.stderr.write(text));
  const template = templateFromEnvironment();
  if (template.kind === 'postgres') await dropDatabase(template.serverUrl, template.name);
}
