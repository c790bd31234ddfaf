// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Colors = readonly ('red' | 'blue')[];

export type Codes = readonly string[];

export type Anything = readonly unknown[];
