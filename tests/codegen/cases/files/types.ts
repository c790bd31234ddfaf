// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Upload {
  readonly picture: UploadedFile;
  readonly label: string;
  readonly more?: readonly UploadedFile[];
}
