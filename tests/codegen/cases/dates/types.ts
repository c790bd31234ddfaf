// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Moments {
  readonly at: string;
  readonly header: string;
  readonly day: string;
  readonly hour: string;
  readonly local: string;
}
