import type { ShapeBuilder } from './build-shapes.ts';
import type { Parameter } from './model.ts';
import type { RamlType } from './raml.ts';
import type { Source, SourcePath } from './source.ts';
import type { TypeIndex } from './type-index.ts';

/** What everything inside an operation is built with. */
export interface OperationContext {
  readonly source: Source;
  readonly shapes: ShapeBuilder;
  readonly index: TypeIndex;
  readonly refuse: (path: SourcePath, message: string) => void;
}

/** A path, query or header parameter, or the header of a response. */
export function parameterOf(context: OperationContext, raml: RamlType, path: SourcePath): Parameter {
  return {
    name: raml.name,
    required: raml.required !== false,
    shape: context.shapes.shape(raml, path),
    place: context.source.place(path),
  };
}
