import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this project; compiled files of the generator are somewhere below it, like its sources. */
export const root = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** What differs from the settings of this project, as in a tsconfig.json. */
export type CompilerOptions = Readonly<Record<string, unknown>>;

/**
 * Calls a function with a folder whose files see the packages of this project, and removes the folder.
 * @returns what the function returns
 */
export function withFolder<Result>(act: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'codegen-compiler-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Compiles files with the settings of this project, in one run of the compiler.
 * @param folder for the settings; see `withFolder`
 * @returns the compiler's messages, one an error; their paths are relative to the folder
 */
export function runCompiler(folder: string, files: readonly string[], options: CompilerOptions): string[] {
  const settings = join(folder, 'tsconfig.json');
  const compilerOptions = { ...options, typeRoots: [join(root, 'node_modules', '@types')] };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] };
  writeFileSync(settings, JSON.stringify(config));
  const { error, status, stdout, stderr } = spawnSync(
    process.execPath,
    [program(), '--project', settings, '--pretty', 'false'],
    // Otherwise a third of a short run is spent on collecting garbage.
    { cwd: folder, encoding: 'utf8', env: { ...process.env, GOGC: '400' }, maxBuffer: Infinity },
  );
  if (error) throw error;
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split(/\n(?!\s)/);
}

function program(): string {
  const packageFile = createRequire(import.meta.url).resolve('typescript-native/package.json');
  return join(dirname(packageFile), 'bin', 'tsc');
}

function rootAbove(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'tsconfig.json')) ? folder : rootAbove(above);
}
