import { describe, expect, test } from '@jest/globals';
import nativeBcrypt from 'bcrypt';
import { type Bcrypt, createPasswords } from '../../src/crypto/passwords.ts';

/** "correct horse" under SHA-512-crypt, 5000 rounds, as the earlier service stored it. */
const oldHash =
  '$6$abcdefghijklmnop$q2YZbPhm1LySTIzZVDisu/y2CX1McrFsw529ViOLMxoKT.sfgjBo4aFu.hwtGjEDxRb6mn/TZMj7V4/1AUTLi1';

/** Real bcrypt that counts its work: 2^cost for each call. */
function createCountingBcrypt() {
  const count = { calls: 0, work: 0, running: 0, maximumRunning: 0 };
  const counted = async <T>(cost: number, call: () => Promise<T>) => {
    count.calls += 1;
    count.work += 2 ** cost;
    count.running += 1;
    count.maximumRunning = Math.max(count.maximumRunning, count.running);
    try {
      return await call();
    } finally {
      count.running -= 1;
    }
  };
  const bcrypt: Bcrypt = {
    hash: (data, cost) => counted(cost, () => nativeBcrypt.hash(data, cost)),
    compare: (data, stored) => counted(Number(stored.slice(4, 6)), () => nativeBcrypt.compare(data, stored)),
  };
  return { bcrypt, count };
}

/** The bcrypt work of one call, without creating the dummy hash. */
async function workOf(
  cost: number,
  call: (passwords: ReturnType<typeof createPasswords>) => Promise<unknown>,
) {
  const { bcrypt, count } = createCountingBcrypt();
  const passwords = createPasswords({ cost, bcrypt, concurrency: 1 });
  await passwords.verify('warm up', undefined);
  const before = count.work;
  await call(passwords);
  return count.work - before;
}

describe('passwords', () => {
  const passwords = createPasswords({ cost: 4 });

  test('the right password matches and a wrong one does not', async () => {
    const stored = await passwords.hash('correct horse');
    expect(stored).toMatch(/^\$2b\$04\$/);
    expect(await passwords.verify('correct horse', stored)).toEqual({ matches: true, needsRehash: false });
    expect(await passwords.verify('correct hors', stored)).toEqual({ matches: false, needsRehash: false });
    expect(await passwords.verify('', stored)).toEqual({ matches: false, needsRehash: false });
  });

  test('the same password is stored differently each time', async () => {
    expect(await passwords.hash('correct horse')).not.toBe(await passwords.hash('correct horse'));
  });

  test('every byte of a long password counts, also after a NUL byte', async () => {
    const long = 'x'.repeat(100);
    const stored = await passwords.hash(`${long}a`);
    expect((await passwords.verify(`${long}a`, stored)).matches).toBe(true);
    expect((await passwords.verify(`${long}b`, stored)).matches).toBe(false);
    const withNul = await passwords.hash('abc\0def');
    expect((await passwords.verify('abc\0xyz', withNul)).matches).toBe(false);
    expect((await passwords.verify('abc', withNul)).matches).toBe(false);
  });

  test('composed and decomposed letters are the same password', async () => {
    const stored = await passwords.hash('caf\u00e9 cr\u00e8me');
    expect((await passwords.verify('cafe\u0301 cre\u0300me', stored)).matches).toBe(true);
    expect((await passwords.verify('cafe creme', stored)).matches).toBe(false);
  });

  test('a bare bcrypt hash of the password, without the HMAC, is not accepted', async () => {
    const bare = await nativeBcrypt.hash('correct horse', 4);
    expect((await passwords.verify('correct horse', bare)).matches).toBe(false);
  });

  test('the right password asks for a new hash after the cost was raised, a wrong one never does', async () => {
    const stored = await createPasswords({ cost: 4 }).hash('correct horse');
    const dearer = createPasswords({ cost: 5 });
    expect(await dearer.verify('correct horse', stored)).toEqual({ matches: true, needsRehash: true });
    expect(await dearer.verify('wrong', stored)).toEqual({ matches: false, needsRehash: false });
    const renewed = await dearer.hash('correct horse');
    expect(await dearer.verify('correct horse', renewed)).toEqual({ matches: true, needsRehash: false });
    expect(await passwords.verify('correct horse', renewed)).toEqual({ matches: true, needsRehash: false });
  });

  // promise: old-hashes
  test('a hash from the earlier service is verified and asks for a new one', async () => {
    expect(await passwords.verify('correct horse', oldHash)).toEqual({ matches: true, needsRehash: true });
    expect(await passwords.verify('correct Horse', oldHash)).toEqual({ matches: false, needsRehash: false });
  });

  test.each(['', 'plain text', '$1$salt$hash', '$2b$04$short', '$6$salt$short', '*'])(
    'a stored hash of an unknown form (%p) matches nothing',
    async (stored) => {
      expect(await passwords.verify(stored, stored)).toEqual({ matches: false, needsRehash: false });
    },
  );

  // promise: same-work
  test('an unknown user, a wrong password, an older hash and a broken one all cost the same work', async () => {
    const today = await createPasswords({ cost: 7 }).hash('correct horse');
    const older = await createPasswords({ cost: 4 }).hash('correct horse');
    for (const stored of [undefined, today, older, oldHash, 'broken']) {
      expect(await workOf(7, (checked) => checked.verify('wrong', stored))).toBe(2 ** 7);
    }
    for (const stored of [today, older]) {
      expect(await workOf(7, (checked) => checked.verify('correct horse', stored))).toBe(2 ** 7);
    }
  });

  test('the number of concurrent hashes is limited, and callers beyond the queue get 503', async () => {
    const { bcrypt, count } = createCountingBcrypt();
    const narrow = createPasswords({ cost: 4, bcrypt, concurrency: 2, maxQueue: 3 });
    await narrow.verify('warm up', undefined);
    const callsBefore = count.calls;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 ? narrow.hash('correct horse') : narrow.verify('correct horse', undefined),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(7);
    for (const { reason } of refused) expect(reason).toMatchObject({ status: 503 });
    expect(count.calls - callsBefore).toBe(5);
    expect(count.maximumRunning).toBe(2);
  });

  test('a cost that bcrypt would silently change is refused', () => {
    for (const cost of [0, 3, 32, 4.5, Number.NaN]) {
      expect(() => createPasswords({ cost })).toThrow(RangeError);
    }
  });
});
