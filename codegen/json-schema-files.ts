import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolveAddress } from './json-schema-documents.ts';

/** These files and those that their JSON schemas refer to, whether they exist or not. */
export function withReferredFiles(files: Iterable<string>): Set<string> {
  const found = new Set(files);
  // Files added during the loop are visited too.
  for (const file of found) for (const other of referencesOf(file)) found.add(other);
  return found;
}

function referencesOf(file: string): string[] {
  const references = [...readText(file).matchAll(/"\$ref"\s*:\s*"([^"#]+)/g)];
  return references.flatMap(([, reference = '']) => pathOf(reference, file) ?? []);
}

function pathOf(reference: string, file: string): string | undefined {
  const address = resolveAddress(reference, pathToFileURL(file).href);
  try {
    return address?.startsWith('file:') ? fileURLToPath(address) : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
