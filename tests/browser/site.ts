import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSmtpMailSender } from '../../src/outside/mail.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/** The whole application behind a real port, sending its mail to a real mail server. */
export interface Site {
  readonly url: string;
  readonly app: TestApp;
  readonly mailbox: Mailbox;
  close(): Promise<void>;
}

/** @param variables settings that differ from the tests' own */
export async function openSite(variables: Readonly<Record<string, string>> = {}): Promise<Site> {
  const mailbox = await openMailbox();
  const { server, url, serve } = await listen();
  const from = 'noreply@itsyou.online';
  const mail = createSmtpMailSender({ host: '127.0.0.1', port: mailbox.port, from, security: 'none' });
  const app = await openTestApp(variables, undefined, { publicUrl: url, mail });
  serve(app.web);
  return {
    url,
    app,
    mailbox,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
      mail.close();
      await mailbox.close();
    },
  };
}

/** The address must be known before the application is built. Browsers know passkeys for names, not for numbers. */
async function listen(): Promise<{ server: Server; url: string; serve: (web: RequestListener) => void }> {
  let current: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => current(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    url: `http://localhost:${port}`,
    serve: (web) => {
      current = web;
    },
  };
}
