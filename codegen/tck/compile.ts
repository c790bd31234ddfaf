import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The settings of this project; compiled files are below it, like its sources. */
const settings =
  ts.findConfigFile(dirname(fileURLToPath(import.meta.url)), ts.sys.fileExists) ?? 'tsconfig.json';
const root = `${dirname(settings)}/`;

/**
 * Type-checks files that are only in memory with the settings of this project, in one run of the compiler.
 * @param files contents by absolute path
 * @returns what the compiler says, one diagnostic each
 */
export function compile(files: ReadonlyMap<string, string>): string[] {
  const options = readOptions();
  const host = ts.createCompilerHost(options);
  const { directoryExists, fileExists, getSourceFile, readFile } = host;
  const folders = new Set([...files.keys()].map((file) => dirname(file)));
  host.directoryExists = (folder) => folders.has(folder) || (directoryExists?.(folder) ?? false);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, language, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(describeDiagnostic);
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(settings, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return { ...options, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
}

function describeDiagnostic({ file, messageText }: ts.Diagnostic): string {
  const where = file ? `${file.fileName.replace(root, '')}: ` : '';
  return `${where}${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
