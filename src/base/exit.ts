import type { Logger } from './log.ts';

/**
 * Waits until a server has stopped. If something keeps the process alive beyond the server's time limit, logs
 * the reason and exits with code 1.
 */
export async function exitUnlessStopped(stopped: Promise<void> | undefined, log: Logger): Promise<void> {
  try {
    await stopped;
  } catch (error) {
    log.error({ err: error }, 'could not stop cleanly');
    process.exit(1);
  }
}
