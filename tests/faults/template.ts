/** What the global set-up makes once for all test files; passed on through the environment. */
export interface Template {
  /** Holds all files of this run. */
  readonly folder: string;
  /** The data of a PostgreSQL with a migrated database, which every test file gets a copy of. */
  readonly data: string;
}

const variable = 'IYO_FAULTS_TEMPLATE';

export function putTemplate(template: Template): void {
  process.env[variable] = JSON.stringify(template);
}

/** @throws Error outside of a run of `make test-faults` */
export function theTemplate(): Template {
  const text = process.env[variable];
  if (text === undefined) throw new Error('the template is made by the global set-up of tests/faults');
  return JSON.parse(text);
}
