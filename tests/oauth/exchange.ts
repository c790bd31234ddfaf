import { expect } from '@jest/globals';
import { decodeJwt, type JWTPayload } from 'jose';
import request, { type Test } from 'supertest';
import type { TestApp } from '../support/app.ts';

export type Asked = Readonly<Record<string, string>>;

/** `POST /v1/oauth/jwt` with form parameters. */
export function askForJwt(app: TestApp, authorization: string, asked: Asked = {}): Test {
  return request(app.web)
    .post('/v1/oauth/jwt')
    .type('form')
    .set('Authorization', authorization)
    .send({ ...asked });
}

/** A JWT made from a token, opaque or JWT. */
export async function jwtFor(app: TestApp, token: string, asked: Asked = {}): Promise<string> {
  const { status, text } = await askForJwt(app, `bearer ${token}`, asked);
  expect([status, text]).toEqual([200, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
  return text;
}

export async function claimsFor(app: TestApp, token: string, asked: Asked = {}): Promise<JWTPayload> {
  return decodeJwt(await jwtFor(app, token, asked));
}

/** `POST /v1/oauth/jwt/refresh`. */
export function askToRefresh(app: TestApp, jwt: string, asked: Asked = {}): Test {
  return request(app.web)
    .post('/v1/oauth/jwt/refresh')
    .type('form')
    .set('Authorization', `bearer ${jwt}`)
    .send({ ...asked });
}

export async function refreshed(app: TestApp, jwt: string, asked: Asked = {}): Promise<string> {
  const { status, text } = await askToRefresh(app, jwt, asked);
  expect([status, text]).toEqual([200, expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
  return text;
}

export function secondsOf(app: TestApp): number {
  return Math.floor(app.clock.now().getTime() / 1000);
}
