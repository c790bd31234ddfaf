/** Created once by the global setup for all test files, and passed on through the environment. */
export interface Template {
  /** Folder for all files of this run. */
  readonly folder: string;
  /** Data of a PostgreSQL with a migrated database, of which every test file gets a copy. */
  readonly data: string;
}

const variable = 'IYO_FAULTS_TEMPLATE';

export function putTemplate(template: Template): void {
  process.env[variable] = JSON.stringify(template);
}

/** @throws Error unless run by `make test-faults` */
export function theTemplate(): Template {
  const text = process.env[variable];
  if (text === undefined) throw new Error('the template is made by the global set-up of tests/faults');
  return JSON.parse(text);
}
