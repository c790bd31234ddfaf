// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Grosse {
  readonly 'first name': Type;
  readonly 'last name'?: readonly C[];
}

export type Type = string;

export type C = number | Type;
