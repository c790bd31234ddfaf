import { buildModel } from './build-model.ts';
import { checkChosenNames } from './check-chosen-names.ts';
import { checkModel } from './check-model.ts';
import { checkRaml } from './check-raml.ts';
import { type Complaint, type Finding, sortComplaints } from './complaints.ts';
import { completeModel } from './complete.ts';
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
import { divideComplaints } from './lenient.ts';
import { type LoadedContract, loadContract } from './load.ts';
import { type Api, operationsOf } from './model.ts';
import { defaultOutputs, type OutputName, outputsOfOperations } from './outputs.ts';
import { withoutMistakes } from './parser-mistakes.ts';
import { type Profile, strict } from './profile.ts';
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
  readonly complaints: readonly Complaint[];
  /** Warnings about what was filled in, and what the profile tolerates. */
  readonly warnings: readonly Complaint[];
  /** How many of the complaints are warnings with the profile `lenient`. */
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

/** Generates from a contract that has been read. */
export function generateFrom(
  loaded: LoadedContract,
  profile: Profile,
  outputs: readonly OutputName[],
): Generation {
  const { root, findings, files: sources } = loaded;
  const nothing = { warnings: [], tolerable: 0, files: new Map(), sources, api: undefined };
  if (!root) return { ...nothing, complaints: findings() };
  const read = readModel(root, loaded, profile);
  const found = [...withoutMistakes(findings(), root, read.api, read.complaints), ...read.complaints];
  const { complaints, warnings, tolerable } = judge(found, root, profile);
  const files = complaints.length > 0 || !read.api ? new Map() : emitAll(read.api, outputs);
  return {
    complaints,
    warnings: sortComplaints([...warnings, ...read.warnings]),
    tolerable,
    files,
    sources,
    api: read.api,
  };
}

/** Warnings are what the profile `lenient` tolerates; for `open` such complaints are counted. */
function judge(
  found: readonly (Complaint | Finding)[],
  root: SourceNode,
  { name }: Profile,
): Pick<Generation, 'complaints' | 'warnings' | 'tolerable'> {
  const all = { complaints: sortComplaints(found), warnings: [], tolerable: 0 };
  if (name === 'strict') return all;
  const { refused, tolerable } = divideComplaints(found, root);
  if (name === 'open') return { ...all, tolerable: sortComplaints(tolerable).length };
  return { complaints: sortComplaints(refused), warnings: tolerable, tolerable: 0 };
}

interface ReadModel {
  readonly api: Api | undefined;
  readonly complaints: readonly Complaint[];
  readonly warnings: readonly Complaint[];
}

function readModel(root: SourceNode, { kind }: LoadedContract, profile: Profile): ReadModel {
  if (!acceptedKinds(profile).includes(kind)) {
    return { api: undefined, complaints: [refuseKind(root, kind)], warnings: [] };
  }
  const built = buildModel(root, profile);
  if (!built.api)
    return { api: undefined, complaints: [...checkRaml(root, kind), ...built.complaints], warnings: [] };
  const { api, warnings } =
    profile.name === 'strict' ? { api: built.api, warnings: [] } : completeModel(built.api, profile);
  const empty = kind !== 'Library' && operationsOf(api).length === 0 && profile.name === 'strict';
  const message = 'The contract has no operations. Add a resource with a method.';
  return {
    api,
    warnings,
    complaints: [
      ...(empty ? [{ place: root.place(), message }] : []),
      ...checkRaml(root, kind),
      ...built.complaints,
      ...checkModel(api, profile),
      ...checkChosenNames(root, api, profile),
    ],
  };
}

function emitAll(api: Api, outputs: readonly OutputName[]): GeneratedFiles {
  const some = operationsOf(api).length > 0;
  const wanted = outputs.filter((name) => some || !outputsOfOperations.includes(name));
  return new Map(wanted.map((name) => [name, emitters[name](api, wanted)]));
}
