import type { Families } from './families.ts';
import type { JsonSchemaDocuments } from './json-schema-documents.ts';
import type { Shape } from './model.ts';
import type { SourceNode } from './source.ts';
import type { TypeNames } from './type-names.ts';

/** What everything is built with. */
export interface BuildContext {
  /** The contract's type declarations by the names they have in RAML. */
  readonly declared: ReadonlyMap<string, SourceNode>;
  readonly names: TypeNames;
  readonly families: Families;
  readonly jsonSchemas: JsonSchemaDocuments;
  /** Whether what cannot be typed is left open instead of being refused. */
  readonly lenient: boolean;
  /** Media types of bodies that name none. */
  readonly mediaTypes: readonly string[];
  /** Remembers which node is read, for the case that reading it breaks down. */
  readonly reading: (node: SourceNode) => void;
  /** Says that a node cannot be generated from. */
  readonly refuse: (node: SourceNode, message: string) => void;
  /**
   * Makes a named type of a JSON schema, once for each address.
   * @param address of the schema, over all files
   * @param node where the schema is used, for complaints
   * @returns the name it is given
   */
  readonly define: (address: string, proposed: string, node: SourceNode, build: () => Shape) => string;
}
