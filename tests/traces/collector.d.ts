declare module '@elastic/mockotlpserver' {
  export interface Span {
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId?: string;
    readonly name: string;
    readonly kind: string;
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly status?: { readonly code?: string };
  }

  export interface Traces {
    readonly resourceSpans: readonly {
      readonly resource: { readonly attributes: Readonly<Record<string, unknown>> };
      readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
    }[];
  }

  export class MockOtlpServer {
    constructor(settings: {
      services: readonly 'http'[];
      httpHostname: string;
      httpPort: number;
      logLevel: string;
      onTrace: (traces: unknown) => void;
    });
    readonly httpUrl: URL;
    start(): Promise<void>;
    close(): Promise<void>;
  }

  /** Gives both encodings the same form. */
  export function normalizeTrace(traces: unknown): Traces;
}
