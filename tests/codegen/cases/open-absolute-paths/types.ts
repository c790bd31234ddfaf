// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Box {
  readonly size?: Size;
}

export interface Label {
  readonly text: string;
}

export interface Size {
  readonly height?: number;
}
