import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from './self-signed-certificate.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

export interface FakeSmtpServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** All commands, in order; those over TLS are marked. */
  readonly commands: readonly { readonly line: string; readonly isEncrypted: boolean }[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface FakeSmtpBehaviour {
  readonly certificate?: TestCertificate;
  readonly offersStartTls?: boolean;
  readonly offersAuth?: boolean;
  /**
   * The reply to a command, instead of the default: '' for none, 'drop' to close the connection, 'drip' for a reply
   * that never ends.
   */
  readonly reply?: (line: string) => string | undefined;
}

/** Supports the SMTP that a sender needs (RFC 5321, 3207, 4954), and keeps what it receives. */
export async function startFakeSmtpServer(behaviour: FakeSmtpBehaviour = {}): Promise<FakeSmtpServer> {
  const state = { mails: [] as ReceivedMail[], commands: [] as { line: string; isEncrypted: boolean }[] };
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    converse(socket, behaviour, state);
    speak(socket, behaviour.reply?.('CONNECT') ?? '220 fake ready');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    ...state,
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type State = { mails: ReceivedMail[]; commands: { line: string; isEncrypted: boolean }[] };

function converse(socket: Socket, behaviour: FakeSmtpBehaviour, state: State): void {
  let [pending, isData] = ['', false];
  let mail = { from: '', to: [] as string[] };
  socket.setEncoding('latin1');

  function takeData(): boolean {
    const end = pending.indexOf('\r\n.\r\n');
    if (end === -1) return false;
    const replyText = behaviour.reply?.('.');
    if (replyText === undefined || replyText.startsWith('2'))
      state.mails.push({ ...mail, source: pending.slice(0, end) });
    pending = pending.slice(end + 5);
    [isData, mail] = [false, { from: '', to: [] }];
    return reply(replyText ?? '250 taken');
  }

  function takeLine(): boolean {
    const end = pending.indexOf('\r\n');
    if (end === -1) return false;
    const line = pending.slice(0, end);
    pending = pending.slice(end + 2);
    state.commands.push({ line, isEncrypted: socket instanceof TLSSocket });
    const own = behaviour.reply?.(line);
    return own === undefined ? obey(line) : reply(own);
  }

  function reply(text: string): boolean {
    speak(socket, text);
    return text !== 'drop';
  }

  function obey(line: string): boolean {
    const [verb = ''] = line.toUpperCase().split(' ');
    if (verb === 'STARTTLS') return upgrade();
    if (verb === 'MAIL') mail.from = addressIn(line);
    if (verb === 'RCPT') mail.to.push(addressIn(line));
    isData = verb === 'DATA';
    const offers = [behaviour.offersStartTls && 'STARTTLS', behaviour.offersAuth && 'AUTH PLAIN'].filter(
      Boolean,
    );
    const usual: Record<string, string> = {
      EHLO: ['250-fake', ...offers.map((offer) => `250-${offer}`), '250 8BITMIME'].join('\r\n'),
      DATA: '354 go on',
      AUTH: '235 welcome',
      QUIT: '221 bye',
    };
    return reply(usual[verb] ?? '250 fine');
  }

  function upgrade(): boolean {
    reply('220 go on');
    socket.removeAllListeners('data');
    const { key, certificate } = behaviour.certificate ?? {};
    const secured = new TLSSocket(socket, { isServer: true, key, cert: certificate });
    secured.on('error', () => socket.destroy());
    converse(secured, behaviour, state);
    return false;
  }

  socket.on('data', (chunk: string) => {
    pending += chunk;
    while (isData ? takeData() : takeLine());
  });
}

function speak(socket: Socket, text: string): void {
  if (text === 'drop') socket.end();
  else if (text === 'drip') {
    const dripping = setInterval(() => socket.write('250-wait\r\n'), 50);
    socket.on('close', () => clearInterval(dripping));
  } else if (text !== '') socket.write(`${text}\r\n`);
}

function addressIn(line: string): string {
  return /<(.*)>/.exec(line)?.[1] ?? '';
}
