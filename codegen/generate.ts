import { buildModel } from './build-model.ts';
import { checkModel } from './check-model.ts';
import { type Complaint, sortComplaints } from './complaints.ts';
import { emitClient } from './emit/client.ts';
import { emitDocumentation } from './emit/documentation/page.tsx';
import { emitOpenapi } from './emit/openapi.ts';
import { emitOperations } from './emit/operations.ts';
import { emitRoutes } from './emit/routes.ts';
import { emitServices } from './emit/services.ts';
import { emitTypes } from './emit/types.ts';
import { loadContract } from './load.ts';
import type { Api } from './model.ts';

/** Every generated file and who writes it. */
const emitters: Readonly<Record<string, (api: Api) => string>> = {
  'types.ts': emitTypes,
  'operations.ts': emitOperations,
  'services.ts': emitServices,
  'routes.ts': emitRoutes,
  'openapi.json': emitOpenapi,
  'client.ts': emitClient,
  'documentation.html': emitDocumentation,
};

/** Contents by file name. */
export type GeneratedFiles = ReadonlyMap<string, string>;

export interface Generation {
  /** In reading order; nothing is generated while there are any. */
  readonly complaints: readonly Complaint[];
  readonly files: GeneratedFiles;
  /** The contract's own files, absolute. */
  readonly sources: readonly string[];
}

/**
 * Reads a contract once and generates everything from it, in memory.
 * @param contract path of the root RAML file
 */
export function generate(contract: string): Generation {
  const { raml, source, findings, files: sources } = loadContract(contract);
  if (!raml) return { complaints: findings, files: new Map(), sources };
  const { api, complaints } = buildModel(raml, source);
  const all = sortComplaints([...findings, ...complaints, ...checkModel(api)]);
  return { complaints: all, files: all.length === 0 ? emitAll(api) : new Map(), sources };
}

function emitAll(api: Api): GeneratedFiles {
  return new Map(Object.entries(emitters).map(([name, emit]) => [name, emit(api)]));
}
