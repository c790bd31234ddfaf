import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { groupByService } from '../emit/services.ts';
import { type Api, type Operation, operationsOf } from '../model.ts';
import { operationName, pascalCase } from '../names.ts';
import { block, lines } from '../writer.ts';

interface PackageJson {
  readonly name?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * @param folder of the project
 * @param existing the text of an existing package.json, which is kept except for what the project needs
 */
export function packageFile({ title }: Api, folder: string, existing: string | undefined): string {
  const found: PackageJson = existing === undefined ? {} : JSON.parse(existing);
  const name =
    pascalCase(title)
      .replace(/(?<=[a-z0-9])[A-Z]/g, '-$&')
      .toLowerCase() || 'server';
  const scripts = {
    generate: 'codegen',
    check: 'codegen --check && tsc --noEmit',
    start: 'tsx src/main.ts',
  };
  const devDependencies = {
    '@itsyouonline/codegen': installedFrom(folder),
    '@types/node': '^20.19.0',
    tsx: '^4.20.0',
    typescript: '^7.0.0',
  };
  const text = {
    name,
    version: '0.1.0',
    private: true,
    ...found,
    type: 'module',
    scripts: { ...scripts, ...withoutPlaceholder(found.scripts) },
    devDependencies: { ...devDependencies, ...found.devDependencies },
  };
  return `${JSON.stringify(text, undefined, 2)}\n`;
}

/** The source of this package for npm: the same file as in the surrounding project, else its version. */
function installedFrom(folder: string): string {
  const around = 'package.json';
  const { devDependencies = {} }: PackageJson = existsSync(around)
    ? JSON.parse(readFileSync(around, 'utf8'))
    : {};
  const [, file] = /^file:(.*)$/.exec(devDependencies['@itsyouonline/codegen'] ?? '') ?? [];
  if (file !== undefined) return `file:${relative(folder, file)}`;
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

/** `npm init` writes a test script that always fails. */
function withoutPlaceholder(scripts: PackageJson['scripts'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(scripts).filter(([, text]) => !text.includes('no test specified')),
  );
}

export function tsconfigFile(): string {
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  return `${JSON.stringify({ compilerOptions, include: ['src', 'generated'] }, undefined, 2)}\n`;
}

export function mainFile({ basePath, title }: Api): string {
  return `${lines(
    "import { createServer } from 'node:http';",
    "import { createHandler } from '../generated/server.ts';",
    "import { services } from './services.ts';",
  )}

const handler = createHandler(services, {
  context: ({ request }) => ({ request }),
  // Decides who may call non-public operations: check the request, and return true or false.
  authorize: () => false,
  failed: (error) => console.error(error),
});

const port = Number(process.env.PORT ?? 3000);
const server = createServer(handler);
server.once('error', ({ message }) => {
  console.error('Cannot serve on port ' + port + ': ' + message);
  process.exitCode = 1;
});
server.listen(port, () => {
  console.log(${JSON.stringify(`${title} at http://localhost:`)} + port + ${JSON.stringify(basePath)});
});
`;
}

/** The services of the starter project: each operation answers 501 until its developer has written it. */
export function servicesFile(api: Api): string {
  const groups = groupByService(operationsOf(api));
  const members = [...groups].map(([service, operations]) =>
    block(`${service}: {`, operations.map(unwritten), '},'),
  );
  return `${lines(
    "import type { IncomingMessage } from 'node:http';",
    "import { Refusal } from '../generated/server.ts';",
    "import type { Services } from '../generated/services.ts';",
  )}

/** The second argument of every operation. */
export interface Context {
  readonly request: IncomingMessage;
}

${block('export const services: Services<Context> = {', members, '};')}
`;
}

function unwritten({ displayName, method, path }: Operation): string {
  const name = operationName(displayName);
  return block(`async ${name}(_request, _context) {`, [
    `throw new Refusal(501, '${method.toUpperCase()} ${path.replaceAll("'", "\\'")} is not written yet');`,
  ]).concat(',');
}
