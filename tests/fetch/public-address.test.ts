import type { LookupAddress } from 'node:dns';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createPublicLookup, isPublicAddress } from '../../src/fetch/public-address.ts';

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450:4001::1',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'example.com',
  '',
])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

describe('a lookup for a connection', () => {
  /** A server on this machine that counts its connections. */
  async function open() {
    const server = http.createServer((_request, response) => void response.end('inside'));
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { port, connections: () => connections, close: () => server.close() };
  }

  function get(port: number, addresses: LookupAddress[]): Promise<unknown> {
    const lookup = createPublicLookup((_name, _options, callback) => callback(null, addresses));
    return new Promise((resolve) => {
      const call = http.get({ host: 'rebound.example', port, lookup, agent: false });
      call.on('response', (response) => resolve(response.statusCode));
      call.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
  }

  test.each([
    [[{ address: '127.0.0.1', family: 4 }]],
    [[{ address: '::ffff:127.0.0.1', family: 6 }]],
    [[]],
    [
      [
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ],
  ])('refuses a name of a private address: %j', async (addresses) => {
    const inside = await open();
    expect(await get(inside.port, addresses)).toBe('ADDRESS_REFUSED');
    expect(inside.connections()).toBe(0);
    inside.close();
  });

  test.each([true, false])('asks once, and returns what was checked (all: %s)', async (all) => {
    const public4 = { address: '1.2.3.4', family: 4 };
    const resolved = [[public4], [{ address: '127.0.0.1', family: 4 }]];
    const lookup = createPublicLookup((_name, _options, callback) => callback(null, resolved.shift() ?? []));
    const given = await new Promise<unknown[]>((resolve) =>
      lookup('rebound.example', { all }, (...results) => resolve(results)),
    );
    expect(given).toEqual(all ? [null, [public4]] : [null, '1.2.3.4', 4]);
    expect(resolved).toHaveLength(1);
  });

  test('of an unknown name passes on the error', async () => {
    const gone = Object.assign(new Error('gone'), { code: 'ENOTFOUND' });
    const lookup = createPublicLookup((_name, _options, callback) => callback(gone, []));
    const [error] = await new Promise<unknown[]>((resolve) =>
      lookup('nowhere.example', {}, (...results) => resolve(results)),
    );
    expect(error).toBe(gone);
  });
});
