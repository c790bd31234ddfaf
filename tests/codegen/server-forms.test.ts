import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from '@jest/globals';
import type { Refusal } from '../../codegen/emit/refusal-runtime.ts';
import { prepareReader } from '../../codegen/emit/request-runtime.ts';
import { rulesOf } from '../../codegen/emit/rules-runtime.ts';
import { servedOperations, servedSchemas } from '../../codegen/emit/server.ts';
import type { Call } from '../../codegen/emit/server-runtime.ts';
import { generate } from '../../codegen/generate.ts';
import { open } from '../../codegen/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'codegen-forms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = `#%RAML 1.0
title: Forms
/orders:
  post:
    body:
      application/x-www-form-urlencoded:
        properties: { ids: "integer[]", note?: string, gift?: boolean, near?: { properties: { lat: number } } }
      multipart/form-data:
        properties: { photo: file, more?: "file[]", pages?: "integer[]", any?: any }
/pictures:
  put: { body: { image/png: { type: file, minLength: 2, maxLength: 4 }, application/octet-stream: file } }
  post: { body: { image/png: Picture } }
types:
  Picture: { type: file, maxLength: 3 }
`;

const path = join(folder, 'api.raml');
writeFileSync(path, contract);
const { api } = generate(path, open);
if (!api) throw new Error('not read');
const schemas = servedSchemas(api);
const readers = new Map(
  servedOperations(api).map((one) => [one.operation, prepareReader(one, rulesOf(one, schemas), {})]),
);

/** The body that the service receives, or the mismatches. */
async function bodyFrom(content: URLSearchParams | FormData | Blob, operation = 'postOrders') {
  const read = readers.get(operation);
  if (!read) throw new Error(`no operation ${operation}`);
  const sent = new Response(content);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const request = Object.assign(Readable.from([Buffer.from(await sent.arrayBuffer())]), { headers });
  const call: Pick<Call, 'path' | 'query' | 'request'> = {
    path: {},
    query: new URLSearchParams(),
    request: request as unknown as IncomingMessage,
  };
  return read(call as Call).then(
    ({ body }) => body,
    ({ mismatches }: Refusal) => mismatches.map(({ path: field, message }) => `${field} ${message}`),
  );
}

test.each([
  ['ids=1', { ids: [1] }],
  ['ids=1&ids=2&note=5&gift=true', { ids: [1, 2], note: '5', gift: true }],
  ['ids=1&near={"lat":1}', { ids: [1], near: { lat: 1 } }],
  ['ids=1&constructor=a', { ids: [1], constructor: 'a' }],
  ['ids=one', ['body.ids[0] must be a whole number']],
  ['ids=1&note=a&note=b', ['body.note must be a string']],
])('a form in the URL is read by the types of its fields: %s', async (text, expected) => {
  expect(await bodyFrom(new URLSearchParams(text))).toEqual(expected);
});

const file = new File(['abc'], 'a.txt', { type: 'text/plain' });
const received = { filename: 'a.txt', mediaType: 'text/plain', bytes: new Uint8Array([97, 98, 99]) };

test.each<[string, Record<string, string | File>, unknown]>([
  [
    'lists and numbers',
    { photo: file, more: file, pages: '3' },
    { photo: received, more: [received], pages: [3] },
  ],
  ['anything', { photo: file, any: file }, { photo: received, any: received }],
  ['a text instead of a file', { photo: 'abc' }, ['body.photo must be a file']],
  ['a file instead of a text', { photo: file, pages: file }, ['body.pages must be no file']],
])('a form with files has %s', async (_what, fields, expected) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  expect(await bodyFrom(form)).toEqual(expected);
});

test.each([
  ['putPictures', 'image/png', 1, ['body must have at least 2 bytes']],
  ['putPictures', 'image/png', 4, new Uint8Array(4)],
  ['putPictures', 'image/png', 5, ['body must have at most 4 bytes']],
  ['putPictures', 'application/octet-stream', 5, new Uint8Array(5)],
  ['postPictures', 'image/png', 3, new Uint8Array(3)],
  ['postPictures', 'image/png', 4, ['body must have at most 3 bytes']],
])('%s takes a file of %s with %i bytes, or names its limit', async (operation, type, size, wanted) => {
  expect(await bodyFrom(new Blob([new Uint8Array(size)], { type }), operation)).toEqual(wanted);
});
