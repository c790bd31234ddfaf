import { readFileSync, statSync } from 'node:fs';
import { count } from './count.ts';
import { editSource } from './edit-source.ts';
import { rememberFindings } from './findings-cache.ts';
import { generateFrom } from './generate.ts';
import { type LoadedContract, loadContract } from './load.ts';
import { optimizeAsUsual } from './optimize-late.ts';
import { writeOutput } from './output.ts';
import { createSharing, type Share } from './reuse.ts';
import { watchFiles } from './watch.ts';
import { report, type Settings, writeOnce } from './write.ts';

/** The time without a change after which the parser validates. */
const restMilliseconds = 1000;

interface Watching extends Settings {
  readonly share: Share;
}

/** The contract as it was last read. */
interface Known {
  readonly loaded: LoadedContract;
  /** By file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly validated: boolean;
}

/**
 * Writes the generated files, and again after each change of the contract: at once from the existing tree if the change
 * is small, else after parsing. When there are no further changes, the parser reads and validates everything.
 */
export function watchContract(settings: Settings): undefined {
  const loaded = rememberFindings(loadContract(settings.contract));
  const since = Date.now();
  const share = createSharing();
  writeOnce(settings, loaded, 0, share);
  optimizeAsUsual();
  follow({ ...settings, share }, since, known(loaded, true));
}

/** @param since milliseconds since the epoch, before the contract was read */
function follow(settings: Watching, since: number, contract: Known): void {
  const next = (read: () => Known): void => {
    stop();
    clearTimeout(validation);
    const began = Date.now();
    follow(settings, began, read());
  };
  const isStale = (): boolean =>
    [...contract.texts].some(([file, text]) => modified(file) >= since || readText(file) !== text);
  const stop = watchFiles(contract.loaded.files, isStale, () => next(() => update(settings, contract)));
  const validation = contract.validated
    ? undefined
    : setTimeout(() => next(() => validate(settings)), restMilliseconds);
}

/** Texts are those that were loaded: a file may have changed since. */
function known(loaded: LoadedContract, validated: boolean): Known {
  const texts = new Map(loaded.files.map((file) => [file, loaded.texts.get(file) ?? readText(file)]));
  return { loaded, texts, validated };
}

/** When a file was last changed; a file that is missing never was. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function update(settings: Watching, contract: Known): Known {
  const began = performance.now();
  const edited = editContract(contract);
  if (edited && writeUnvalidated(settings, edited.loaded, began)) return edited;
  const loaded = loadContract(settings.contract);
  return writeUnvalidated(settings, loaded, began) ? known(loaded, false) : validate(settings);
}

/** @returns undefined if more than one file changed, or if the change needs the parser */
function editContract({ loaded, texts }: Known): Known | undefined {
  const now = new Map([...texts.keys()].map((file) => [file, readText(file)]));
  const [changed, ...others] = [...now].filter(([file, text]) => text !== texts.get(file));
  if (!changed || others.length > 0 || !loaded.root || loaded.kind !== 'Api') return undefined;
  const [file, text] = changed;
  const root = editSource(loaded.root, file, texts.get(file) ?? '', text);
  return root && { loaded: { ...loaded, root }, texts: now, validated: false };
}

/** @returns whether there were no errors and the files were written; if not, validation reports why */
function writeUnvalidated(
  { out, profile, outputs, share }: Watching,
  loaded: LoadedContract,
  began: number,
): boolean {
  if (!loaded.root) return false;
  try {
    const { files, diagnostics } = generateFrom({ ...loaded, findings: () => [] }, profile, outputs, share);
    if (diagnostics.length > 0) return false;
    writeOutput(out, files);
    console.log(`generated ${count(files.size, 'file')} in ${Math.round(performance.now() - began)} ms`);
    return true;
  } catch {
    return false;
  }
}

function validate({ contract, out, profile, outputs, share }: Watching): Known {
  const loaded = rememberFindings(loadContract(contract));
  try {
    const generation = generateFrom(loaded, profile, outputs, share);
    if (report(contract, { ...generation, warnings: [] })) writeOutput(out, generation.files);
  } catch (error) {
    console.error(`codegen: ${error instanceof Error ? error.message : String(error)}`);
  }
  return known(loaded, true);
}
