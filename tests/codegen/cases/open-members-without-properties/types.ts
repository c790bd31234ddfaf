// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Event = EventBase & { readonly kind: 'Event' } | Started | Stopped;

export interface EventBase {
  readonly kind: string;
}

export interface Started extends EventBase {
  readonly kind: 'Started';
}

/** It is over. */
export interface Stopped extends EventBase {
  readonly kind: 'Stopped';
}
