// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Numbers {
  readonly small: number;
  readonly short: number;
  readonly long: number | bigint;
  readonly same: number | bigint;
  readonly list: readonly (number | bigint)[];
  readonly chosen: 1 | 2;
}
