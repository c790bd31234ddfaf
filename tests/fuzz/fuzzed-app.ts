import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type Connection, connectTo } from './sending.ts';

/** A server, with a connection for requests. */
export interface FuzzedApp {
  readonly app: TestApp;
  readonly connection: Connection;
  close(): Promise<void>;
}

export const profiles = ['compatible', 'strict'] as const;
export type FuzzedApps = Readonly<Record<(typeof profiles)[number], FuzzedApp>> & { close(): Promise<void> };

/** One server for each profile, on one database. */
export async function openFuzzedApps(): Promise<FuzzedApps> {
  const compatible = await openFuzzedApp(await openTestApp());
  const strict = await openFuzzedApp(await openTestApp({ IYO_PROFILE: 'strict' }, compatible.app));
  return {
    compatible,
    strict,
    async close() {
      await strict.close();
      await compatible.close();
    },
  };
}

async function openFuzzedApp(app: TestApp): Promise<FuzzedApp> {
  // On a busy machine a connection may be idle for longer than Node's default limit.
  const server = createServer({ keepAliveTimeout: 0 }, app.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = connectTo((server.address() as AddressInfo).port);
  return {
    app,
    connection,
    async close() {
      connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
    },
  };
}
