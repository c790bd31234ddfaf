import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';

/** A caller of the API; anonymous without a token. */
export interface Caller {
  get(path: string): Test;
  post(path: string, body?: object): Test;
  put(path: string, body?: object): Test;
  delete(path: string): Test;
}

/** @param token an opaque access token */
export function callerWith(app: TestApp, token?: string): Caller {
  const signed = (call: Test) => (token === undefined ? call : call.set('Authorization', `token ${token}`));
  return {
    get: (path) => signed(request(app.web).get(`/api${path}`)),
    post: (path, body) => signed(request(app.web).post(`/api${path}`)).send(body),
    put: (path, body) => signed(request(app.web).put(`/api${path}`)).send(body),
    delete: (path) => signed(request(app.web).delete(`/api${path}`)),
  };
}
