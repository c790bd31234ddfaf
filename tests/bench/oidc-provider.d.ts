/** The part of the package that the benchmark uses; it has no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    /** The model, whose methods may be replaced. */
    readonly Client: { readonly prototype: Record<string, unknown> };
    callback(): RequestListener;
  }
}
