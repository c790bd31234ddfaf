import { expect } from '@jest/globals';
import { decodeJwt, type JWTPayload } from 'jose';
import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';

export type JwtParameters = Readonly<Record<string, string>>;

/** `POST /v1/oauth/jwt` with form parameters. */
export function requestJwt(app: TestApp, authorization: string, parameters: JwtParameters = {}): Test {
  return request(app.web)
    .post('/v1/oauth/jwt')
    .type('form')
    .set('Authorization', authorization)
    .send({ ...parameters });
}

/** A JWT made from a token, opaque or JWT. */
export async function jwtFor(app: TestApp, token: string, parameters: JwtParameters = {}): Promise<string> {
  const { status, text } = await requestJwt(app, `bearer ${token}`, parameters);
  expect([status, text]).toEqual([200, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
  return text;
}

export async function claimsFor(
  app: TestApp,
  token: string,
  parameters: JwtParameters = {},
): Promise<JWTPayload> {
  return decodeJwt(await jwtFor(app, token, parameters));
}

/** `POST /v1/oauth/jwt/refresh`. */
export function requestJwtRefresh(app: TestApp, jwt: string, parameters: JwtParameters = {}): Test {
  return request(app.web)
    .post('/v1/oauth/jwt/refresh')
    .type('form')
    .set('Authorization', `bearer ${jwt}`)
    .send({ ...parameters });
}

export async function refreshed(app: TestApp, jwt: string, parameters: JwtParameters = {}): Promise<string> {
  const { status, text } = await requestJwtRefresh(app, jwt, parameters);
  expect([status, text]).toEqual([200, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
  return text;
}

export function secondsOf(app: TestApp): number {
  return Math.floor(app.clock.now().getTime() / 1000);
}
