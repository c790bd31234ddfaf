import { describe, expect, test } from '@jest/globals';
import { isOpenSshPublicKey } from '../../src/users/public-keys/openssh.ts';

/** A length-prefixed field. */
function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const point = Buffer.alloc(32, 9);
const line = (kind: string, ...fields: Buffer[]) => `${kind} ${Buffer.concat(fields).toString('base64')}`;
const good = line('ssh-ed25519', field('ssh-ed25519'), field(point));

describe('isOpenSshPublicKey', () => {
  test.each([
    ['an Ed25519 key', good],
    ['one with a comment of several words', `${good} bob at home`],
    ['an RSA key', line('ssh-rsa', field('ssh-rsa'), field(Buffer.of(1, 0, 1)), field(point))],
    [
      'an ECDSA key',
      line('ecdsa-sha2-nistp256', field('ecdsa-sha2-nistp256'), field('nistp256'), field(point)),
    ],
    [
      'a security key',
      line('sk-ssh-ed25519@openssh.com', field('sk-ssh-ed25519@openssh.com'), field(point), field('ssh:')),
    ],
  ])('accepts %s', (_what, key) => {
    expect(isOpenSshPublicKey(key)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['a kind alone', 'ssh-ed25519'],
    ['a blob of another kind', line('ssh-ed25519', field('ssh-rsa'), field(point))],
    ['a blob with the kind alone', line('ssh-ed25519', field('ssh-ed25519'))],
    ['a last field cut short', line('ssh-ed25519', field('ssh-ed25519'), field(point).subarray(0, 20))],
    ['a length cut short', line('ssh-ed25519', field('ssh-ed25519'), Buffer.of(0, 0))],
    ['a length beyond everything', line('ssh-ed25519', field('ssh-ed25519'), Buffer.alloc(4, 255))],
    ['bytes after the last field', line('ssh-ed25519', field('ssh-ed25519'), field(point), Buffer.of(7))],
    ['base64 without its padding', good.replace(/=+$/, '').slice(0, -1)],
    [
      'base64 of the URL alphabet',
      `ssh-ed25519 ${Buffer.concat([field('ssh-ed25519'), field(Buffer.alloc(32, 255))]).toString('base64url')}`,
    ],
  ])('refuses %s', (_what, key) => {
    expect(isOpenSshPublicKey(key)).toBe(false);
  });
});
