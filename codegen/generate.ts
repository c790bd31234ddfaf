import { buildModel } from './build-model.ts';
import { checkChosenNames } from './check-chosen-names.ts';
import { checkModel } from './check-model.ts';
import { checkRaml } from './check-raml.ts';
import { completeModel } from './complete.ts';
import { type Diagnostic, type Finding, sortDiagnostics } from './diagnostics.ts';
import { emitClient } from './emit/client.ts';
import { emitDocumentationJson } from './emit/documentation/json.tsx';
import { emitDocumentation } from './emit/documentation/page.tsx';
import { emitOpenapi } from './emit/openapi.ts';
import { emitOperations } from './emit/operations.ts';
import { emitRoutes } from './emit/routes.ts';
import { emitServer } from './emit/server.ts';
import { emitServices } from './emit/services.ts';
import { emitTypes } from './emit/types.ts';
import { emitValidators } from './emit/validators.ts';
import { acceptedKinds, refuseKind } from './fragments.ts';
import { divideDiagnostics } from './lenient.ts';
import { type LoadedContract, loadContract } from './load.ts';
import { type Api, operationsOf } from './model.ts';
import { defaultOutputs, type OutputName, outputsOfOperations } from './outputs.ts';
import { withoutMistakes } from './parser-mistakes.ts';
import { type Profile, strict } from './profile.ts';
import type { Share } from './reuse.ts';
import type { SourceNode } from './source.ts';

/** Every generated file and its emitter. */
const emitters = {
  'types.ts': emitTypes,
  'operations.ts': emitOperations,
  'services.ts': emitServices,
  'routes.ts': emitRoutes,
  'openapi.json': emitOpenapi,
  'client.ts': emitClient,
  'documentation.html': emitDocumentation,
  'documentation.json': emitDocumentationJson,
  'server.ts': emitServer,
  'validators.js': emitValidators,
} satisfies Readonly<Record<OutputName, (api: Api, outputs: readonly OutputName[]) => string>>;

/** Contents by file name. */
export type GeneratedFiles = ReadonlyMap<string, string>;

export interface Generation {
  /** In reading order; if there are any, nothing is generated. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings about what was filled in, and what the profile tolerates. */
  readonly warnings: readonly Diagnostic[];
  /** How many of the diagnostics are warnings with the profile `lenient`. */
  readonly tolerable: number;
  readonly files: GeneratedFiles;
  /** The contract's own files, absolute. */
  readonly sources: readonly string[];
  /** Undefined if the contract could not be parsed at all. */
  readonly api: Api | undefined;
}

/**
 * Reads a contract once and generates everything from it, in memory.
 * @param contract path of the root RAML file
 */
export function generate(
  contract: string,
  profile: Profile = strict,
  outputs: readonly OutputName[] = defaultOutputs,
): Generation {
  return generateFrom(loadContract(contract), profile, outputs);
}

/**
 * Generates from a contract that has been read.
 * @param share connects the model with earlier ones of the same contract
 */
export function generateFrom(
  loaded: LoadedContract,
  profile: Profile,
  outputs: readonly OutputName[],
  share: Share = (api) => api,
): Generation {
  const { root, findings, files: sources } = loaded;
  const nothing = { warnings: [], tolerable: 0, files: new Map(), sources, api: undefined };
  if (!root) return { ...nothing, diagnostics: findings() };
  const read = readModel(root, loaded, profile, share);
  const found = [...withoutMistakes(findings(), root, read.api, read.diagnostics), ...read.diagnostics];
  const { diagnostics, warnings, tolerable } = judge(found, root, profile);
  const files = diagnostics.length > 0 || !read.api ? new Map() : emitAll(read.api, outputs);
  return {
    diagnostics,
    warnings: sortDiagnostics([...warnings, ...read.warnings]),
    tolerable,
    files,
    sources,
    api: read.api,
  };
}

/** Warnings are what the profile `lenient` tolerates; for `open` such diagnostics are counted. */
function judge(
  found: readonly (Diagnostic | Finding)[],
  root: SourceNode,
  { name }: Profile,
): Pick<Generation, 'diagnostics' | 'warnings' | 'tolerable'> {
  const all = { diagnostics: sortDiagnostics(found), warnings: [], tolerable: 0 };
  if (name === 'strict') return all;
  const { refused, tolerable } = divideDiagnostics(found, root);
  if (name === 'open') return { ...all, tolerable: sortDiagnostics(tolerable).length };
  return { diagnostics: sortDiagnostics(refused), warnings: tolerable, tolerable: 0 };
}

interface ReadModel {
  readonly api: Api | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

function readModel(root: SourceNode, { kind }: LoadedContract, profile: Profile, share: Share): ReadModel {
  if (!acceptedKinds(profile).includes(kind)) {
    return { api: undefined, diagnostics: [refuseKind(root, kind)], warnings: [] };
  }
  const built = buildModel(root, profile);
  if (!built.api)
    return { api: undefined, diagnostics: [...checkRaml(root, kind), ...built.diagnostics], warnings: [] };
  const { api: complete, warnings } =
    profile.name === 'strict' ? { api: built.api, warnings: [] } : completeModel(built.api, profile);
  const api = share(complete);
  const empty = kind !== 'Library' && operationsOf(api).length === 0 && profile.name === 'strict';
  const message = 'The contract has no operations. Add a resource with a method.';
  return {
    api,
    warnings,
    diagnostics: [
      ...(empty ? [{ place: root.place(), message }] : []),
      ...checkRaml(root, kind),
      ...built.diagnostics,
      ...checkModel(api, profile),
      ...checkChosenNames(root, api, profile),
    ],
  };
}

function emitAll(api: Api, outputs: readonly OutputName[]): GeneratedFiles {
  const some = operationsOf(api).length > 0;
  const requested = outputs.filter((name) => some || !outputsOfOperations.includes(name));
  return new Map(requested.map((name) => [name, emitters[name](api, requested)]));
}
