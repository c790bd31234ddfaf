import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../support/app.ts';
import { type Documents, newDocuments, openDocumentsApp, said, signature } from './documents.ts';

let app: TestApp;
let d: Documents;

beforeAll(async () => {
  app = await openDocumentsApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  d = await newDocuments(app);
});

describe('signing a version', () => {
  const dates = { start_date: '2029-01-01T00:00:00Z', end_date: '2030-01-01T00:00:00.5Z' };

  test('returns it with the signature, and leaves the other versions alone', async () => {
    await d.create().expect(201);
    await d.append(dates).expect(201);
    await d.append().expect(201);
    const before = await d.versions();
    app.clock.advance(60);
    const { body } = await d.shop.put(d.signing(2), { ...said, ...dates, ...signature }).expect(201);
    expect(body).toEqual({ ...d.owned(), ...before[1], ...signature });
    expect(await d.versions()).toEqual([before[0], { ...before[1], ...signature }, before[2]]);
  });

  test('compares dates as moments, in any time zone', async () => {
    await d.create(dates).expect(201);
    const zoned = { start_date: '2029-01-01T02:00:00.000+02:00', end_date: '2029-12-31T19:00:00.500-05:00' };
    await d.shop.put(d.signing(), { ...said, ...zoned, ...signature }).expect(201);
  });

  test.each([
    ['category', { category: 'other' }],
    ['link', { link: 'https://example.com/other.pdf' }],
    ['content type', { content_type: 'text/plain' }],
    ['short description', { markdown_short_description: 'Rent' }],
    ['full description', { markdown_full_description: 'Rent' }],
    ['beginning', { start_date: '2029-01-01T00:00:00.001Z' }],
    ['end, which it leaves out', { end_date: undefined }],
  ])('is refused when the body has another %s', async (_what, more) => {
    await d.create(dates).expect(201);
    const before = await d.rows();
    const { body } = await d.shop.put(d.signing(), { ...said, ...dates, ...signature, ...more }).expect(409);
    expect(body).toEqual({ error: 'content_mismatch' });
    expect(await d.rows()).toEqual(before);
  });

  test('is refused for a version that is signed already, before any other check', async () => {
    await d.create(signature).expect(201);
    const before = await d.rows();
    const other = { keystore_label: 'other', signature: 'b3RoZXI=', category: 'other' };
    const { body } = await d.shop.put(d.signing(), { ...said, ...other }).expect(409);
    expect(body).toEqual({ error: 'already_signed' });
    expect(await d.rows()).toEqual(before);
  });

  test('is refused with a key the organization does not keep here', async () => {
    await d.create().expect(201);
    const before = await d.rows();
    const { body } = await d.shop
      .put(d.signing(), { ...said, ...signature, keystore_label: 'no' })
      .expect(412);
    expect(body).toEqual({ error: 'keystore_not_found' });
    expect(await d.rows()).toEqual(before);
  });

  test.each([
    ['an empty signature', { signature: '' }],
    ['no signature', { signature: undefined }],
    ['an empty label', { keystore_label: '' }],
    ['no label', { keystore_label: undefined }],
    ['no link', { link: undefined }],
  ])('is refused with %s', async (_what, more) => {
    await d.create().expect(201);
    const before = await d.rows();
    const { body } = await d.shop.put(d.signing(), { ...said, ...signature, ...more }).expect(400);
    expect(body.error).toBe('bad_request');
    expect(await d.rows()).toEqual(before);
  });

  test.each(['one', '1.5', '0x1', ' ', '1e3'])('is refused for version %j', async (version) => {
    await d.create().expect(201);
    const { body } = await d.shop
      .put(d.signing(encodeURIComponent(version)), { ...said, ...signature })
      .expect(400);
    expect(body).toEqual({
      error: 'bad_request',
      error_description: expect.stringContaining('path.version'),
    });
  });

  test.each(['0', '-1', '2', '2147483648', '9'.repeat(400)])('version %s is not there', async (version) => {
    await d.create().expect(201);
    const before = await d.rows();
    const { body } = await d.shop.put(d.signing(version), { ...said, ...signature }).expect(404);
    expect(body).toEqual({ error: 'document_not_found' });
    expect(await d.rows()).toEqual(before);
  });

  test('responds 404 for an unknown document', async () => {
    await d.shop.put(d.signing(), { ...said, ...signature }).expect(404);
  });

  test('succeeds exactly once when signatures race, and the loser changes nothing', async () => {
    await d.create().expect(201);
    const responses = await Promise.all(
      ['a', 'b', 'c'].map((text) => d.shop.put(d.signing(), { ...said, ...signature, signature: text })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const losers = responses.filter(({ status }) => status === 409);
    expect(losers.map(({ body }) => body)).toEqual([
      { error: 'already_signed' },
      { error: 'already_signed' },
    ]);
    const winner = responses.find(({ status }) => status === 201);
    expect((await d.versions())[0]?.signature).toBe(winner?.body.signature);
  });

  test('and adding versions at the same moment do not undo each other', async () => {
    await d.create().expect(201);
    const responses = await Promise.all([
      d.append({ category: 'a' }),
      d.shop.put(d.signing(), { ...said, ...signature }),
      d.append({ category: 'b' }),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 201]);
    const all: { category: string; signature: string }[] = await d.versions();
    expect(all.map(({ category }) => category).sort()).toEqual(['a', 'b', 'contract']);
    expect(all[0]).toMatchObject(signature);
  });
});
