import type { Diagnostic } from './diagnostics.ts';
import { checkFragment } from './raml-rules/fragments.ts';
import { checkInheritance } from './raml-rules/inheritance.ts';
import { checkMediaTypes } from './raml-rules/media-types.ts';
import { checkParameters } from './raml-rules/parameters.ts';
import { checkReferences } from './raml-rules/references.ts';
import { checkValues } from './raml-rules/values.ts';
import type { SourceNode } from './source.ts';

/** Rules of RAML 1.0 that the parser does not check. */
export function checkRaml(root: SourceNode, kind: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const refuse = (node: SourceNode, message: string): void =>
    void diagnostics.push({ place: node.place(), message });
  checkReferences(root, refuse);
  checkMediaTypes(root, refuse);
  checkParameters(root, refuse);
  checkValues(root, refuse);
  checkInheritance(root, refuse);
  checkFragment(root, kind, refuse);
  return diagnostics;
}
