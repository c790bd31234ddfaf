import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { isLoopbackCaller } from '../../src/web/loopback-caller.ts';

const from = (remoteAddress: string | undefined, headers: IncomingMessage['headers']) =>
  isLoopbackCaller({ socket: { remoteAddress }, headers } as IncomingMessage);
const host = '127.0.0.1:8080';

describe('a program on this machine that asks for this machine', () => {
  test.each(['127.0.0.1', '127.8.0.9', '::1', '::ffff:127.0.0.1'])('comes from %s', (peer) => {
    expect(from(peer, { host })).toBe(true);
  });

  test.each(['localhost', 'localhost:8080', '127.0.0.1', '[::1]:8080', 'LOCALHOST.:80'])(
    'names the host %s',
    (name) => {
      expect(from('::1', { host: name })).toBe(true);
    },
  );
});

describe('no such program', () => {
  // promise: loopback-only
  test.each(['192.0.2.7', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '', undefined])(
    'comes from %j',
    (peer) => {
      expect(from(peer, { host })).toBe(false);
    },
  );

  // promise: loopback-only
  test.each(['rebound.example', '127.0.0.1.example', 'localhost.example:8080', '0.0.0.0', 'a b', undefined])(
    'names the host %j',
    (name) => {
      expect(from('127.0.0.1', { host: name })).toBe(false);
    },
  );

  // promise: loopback-only
  test.each(['x-forwarded-for', 'forwarded', 'x-forwarded-host'])(
    'is behind a proxy that says %s',
    (name) => {
      expect(from('127.0.0.1', { host, [name]: '192.0.2.7' })).toBe(false);
    },
  );
});
