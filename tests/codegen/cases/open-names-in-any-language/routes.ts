// Generated from api.raml by codegen. Do not edit.

import type { OperationName, Services } from './services.ts';

export interface Route {
  readonly operation: OperationName;
  readonly service: keyof Services<never>;
  readonly method: 'get' | 'post' | 'put' | 'delete' | 'patch';
  /** Relative to the base path, with parameters in braces. */
  readonly path: string;
  /** Whether it works without a token. */
  readonly public: boolean;
  /** Any one of them suffices; empty only when public. */
  readonly scopes: readonly string[];
  readonly body: 'none' | 'json' | 'multipart';
  readonly bodyRequired: boolean;
  /** How to parse each query parameter. */
  readonly query: Readonly<Record<string, 'string' | 'boolean' | 'integer' | 'number'>>;
  /** Every status the operation may return. */
  readonly statuses: readonly number[];
  /** Another path of the operation: the annotation `alias`. */
  readonly alias?: string;
  /** Whether a session needs recent authentication: the annotation `recentAuthentication`. */
  readonly recentAuthentication?: boolean;
  /** The largest body in bytes: the annotation `bodyLimit`. */
  readonly bodyLimit?: number;
  /** Whether it is missing from the printed reference: the annotation `later`. */
  readonly later?: boolean;
  /** Whether a setting can close it: the annotation `closable`. */
  readonly closable?: boolean;
  /** The limit on its calls: the annotation `callLimit`. */
  readonly callLimit?: string;
  /** Whether an upload is checked by its path first: the annotation `checkedBeforeUpload`. */
  readonly checkedBeforeUpload?: boolean;
}

export const routes: readonly Route[] = [
  {
    operation: 'getStrasseByGrosse',
    service: 'strasse',
    method: 'get',
    path: '/straße/{größe}',
    public: true,
    scopes: [],
    body: 'none',
    bodyRequired: false,
    query: { constructor: 'boolean' as const, 'with space': 'integer' },
    statuses: [200],
  },
];
