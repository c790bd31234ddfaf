// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Named {
  readonly name: string;
}

export interface Dated {
  readonly created: string;
}

export interface Animal extends Named {
  readonly legs: number;
  readonly sound?: string;
}

export interface Dog extends Animal, Dated {
  readonly breed: string;
  readonly sound: string;
}

export interface Both extends Named, Dated {}

export interface ClosedDog extends Dog {}

export type Short = string;

export type Lower = string;

export type ShortLower = Short & Lower;
