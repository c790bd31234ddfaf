import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export interface Pooler {
  readonly url: string;
  close(): void;
}

/** An error response of PostgreSQL with SQLSTATE 08P01: type, length, fields, terminator. */
function refusal(parameter: string): Buffer {
  const fields = ['SFATAL', 'C08P01', `Munsupported startup parameter: ${parameter}`].map(
    (field) => `${field}\0`,
  );
  const body = Buffer.from(`${fields.join('')}\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Refuses settings at the start of a connection, like pgbouncer, and forwards everything else. */
export async function openPooler(target: URL): Promise<Pooler> {
  const listener = createServer((near) => {
    near.on('error', () => {});
    near.once('data', (start) => {
      const setting = /(statement_timeout|lock_timeout|options)\0/.exec(start.toString('latin1'))?.[1];
      if (setting !== undefined) return void near.end(refusal(setting));
      const far = connect(Number(target.port), target.hostname).on('error', () => {});
      far.write(start);
      near.pipe(far).pipe(near);
    });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(target);
  url.port = String((listener.address() as AddressInfo).port);
  return { url: url.href, close: () => void listener.close() };
}
