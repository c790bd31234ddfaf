import { describe, expect, test } from '@jest/globals';
import { isSha512Crypt, verifySha512Crypt } from '../../src/crypto/sha512-crypt.ts';

/** The test vectors published with the scheme (U. Drepper, SHA-crypt.txt), salt and rounds in their stored form. */
const vectors: readonly (readonly [password: string, storedHash: string])[] = [
  [
    'Hello world!',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    'Hello world!',
    '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
  ],
  [
    'This is just a test',
    '$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0',
  ],
  [
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    '$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1',
  ],
  [
    'we have a short salt string but not a short password',
    '$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0',
  ],
  [
    'a short string',
    '$6$rounds=123456$asaltof16chars..$BtCwjqMJGx5hrJhZywWvt0RLE8uZ4oPwcelCjmw2kSYu.Ec6ycULevoBK25fs2xXgMNrCzIMVcgEJAstJeonj1',
  ],
  [
    'the minimum number is still observed',
    '$6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.',
  ],
];

describe('SHA-512-crypt', () => {
  test.each(vectors)('verifies the published vector for %p', async (password, storedHash) => {
    expect(isSha512Crypt(storedHash)).toBe(true);
    expect(await verifySha512Crypt(password, storedHash)).toBe(true);
  });

  test('refuses another password, salt, number of rounds or hash', async () => {
    const [password = '', stored = ''] = vectors[6] ?? [];
    expect(await verifySha512Crypt(`${password}.`, stored)).toBe(false);
    expect(await verifySha512Crypt(password, stored.replace('toolow', 'toohigh'))).toBe(false);
    expect(await verifySha512Crypt(password, stored.replace('=1000', '=1001'))).toBe(false);
    expect(await verifySha512Crypt(password, stored.replace('$kU', '$kV'))).toBe(false);
  });

  test('refuses hashes of another form', async () => {
    for (const stored of [
      '',
      '$6$',
      '$5$salt$hash',
      '$6$salt$short',
      '$2b$04$abc',
      '$6$rounds=x$salt$hash',
    ]) {
      expect(isSha512Crypt(stored)).toBe(false);
      expect(await verifySha512Crypt('password', stored)).toBe(false);
    }
  });

  test('refuses a password over 1024 bytes at once', async () => {
    const [, stored = ''] = vectors[5] ?? [];
    const started = performance.now();
    expect(await verifySha512Crypt('x'.repeat(1_000_000), stored)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('does not block other work', async () => {
    const [password = '', stored = ''] = vectors[4] ?? [];
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    await verifySha512Crypt(password, stored);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
  });
});
