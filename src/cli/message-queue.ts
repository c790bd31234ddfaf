import { systemClock } from '../base/clock.ts';
import { channelsOf } from '../base/config.ts';
import { createLog } from '../base/log.ts';
import { createMessageQueue, type MessageQueue } from '../outbox/message-queue.ts';
import type { CommandContext } from './command-context.ts';

/** The queue of a command: a server sends what is in it within seconds. */
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

/** Where the links of its messages lead. */
export function publicUrlOf({ config }: Pick<CommandContext, 'config'>): string {
  return config.publicUrl ?? `http://localhost:${config.listen.port}`;
}
