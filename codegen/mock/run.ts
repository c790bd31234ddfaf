import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readApi, type Settings } from '../write.ts';
import { createMock } from './mock.ts';

/**
 * Starts the mock server.
 * @returns the exit code if the contract has errors; otherwise it runs until stopped
 * @throws Error when it cannot listen on the port
 */
export async function runMock(settings: Settings, port: number): Promise<number | undefined> {
  const api = readApi(settings);
  if (!api) return 1;
  const server = createMock(api);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: chosen } = server.address() as AddressInfo;
  console.log(`mock of ${api.title} at http://127.0.0.1:${chosen}${api.basePath}`);
  return undefined;
}
