import { systemClock } from '../base/clock.ts';
import { channelsOf } from '../base/config.ts';
import { createLog } from '../base/log.ts';
import { createMessageQueue, type MessageQueue } from '../outbox/message-queue.ts';
import type { CommandContext } from './command-context.ts';

/** The message queue of a command. A running server sends what it contains within seconds. */
export function messageQueueOf({ config, sealing }: CommandContext): MessageQueue {
  return createMessageQueue({
    sealing,
    clock: systemClock,
    log: createLog({ level: 'silent', format: 'json' }),
    hourlySms: config.hourlySms,
    smsPrefixes: config.smsPrefixes,
    channels: channelsOf(config),
    wake: () => {},
  });
}

/** The base URL of links in its messages. */
export function publicUrlOf({ config }: Pick<CommandContext, 'config'>): string {
  return config.publicUrl ?? `http://localhost:${config.listen.port}`;
}
