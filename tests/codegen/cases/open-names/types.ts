// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type UserName = string;

export type UserName2 = number;

export interface Record2 {
  readonly valueOf: UserName;
  readonly constructor: UserName2;
}
