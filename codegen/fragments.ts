import type { Diagnostic } from './diagnostics.ts';
import type { Profile } from './profile.ts';
import type { SourceNode } from './source.ts';

/** The kinds of RAML files that something can be generated from. */
export function acceptedKinds({ name }: Profile): readonly string[] {
  return name === 'strict' ? ['Api'] : ['Api', 'Overlay', 'Extension', 'Library'];
}

const advice: Readonly<Record<string, string>> = {
  Overlay: 'Generate from the file it extends, or apply it first.',
  Extension: 'Generate from the file it extends, or apply it first.',
  Library: 'Generate from the API that uses it.',
};

/** The diagnostic about a file that is only a part of an API. */
export function refuseKind(root: SourceNode, kind: string): Diagnostic {
  const what = advice[kind] ?? 'Include it in an API, and generate from that.';
  return { place: root.place(), message: `This file is a RAML ${kind}, not an API. ${what}` };
}
