// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Drawing {
  readonly outline: Circle;
  /** Written in the margin. */
  readonly note: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Circle {
  readonly center: Point;
  readonly radius: number;
}
