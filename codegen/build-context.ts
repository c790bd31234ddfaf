import type { Families } from './families.ts';
import type { JsonSchemaDocuments } from './json-schema-documents.ts';
import type { Shape } from './model.ts';
import type { SourceNode } from './source.ts';
import type { TypeNames } from './type-names.ts';

/** The dependencies of all builders. */
export interface BuildContext {
  /** The contract's type declarations by the names they have in RAML. */
  readonly declared: ReadonlyMap<string, SourceNode>;
  readonly names: TypeNames;
  readonly families: Families;
  readonly jsonSchemas: JsonSchemaDocuments;
  /** Whether anything that cannot be typed is a diagnostic instead of becoming `any`. */
  readonly strict: boolean;
  /** Media types of bodies that name none. */
  readonly mediaTypes: readonly string[];
  /** Remembers which node is being read, in case reading it fails. */
  readonly reading: (node: SourceNode) => void;
  /** Reports a node that cannot be generated from. */
  readonly refuse: (node: SourceNode, message: string) => void;
  /**
   * Creates a named type from a JSON schema, once per address.
   * @param address of the schema, unique across files
   * @param node where the schema is used, for diagnostics
   * @returns the name of the type
   */
  readonly define: (address: string, proposed: string, node: SourceNode, build: () => Shape) => string;
  /** The name of the type of a JSON schema, if it has one. */
  readonly defined: (address: string) => string | undefined;
}
