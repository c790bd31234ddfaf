import type { Logger } from './log.ts';

/**
 * Waits until a server has stopped. Where something holds on to the process beyond the server's time limit, it logs
 * the reason and ends the process with exit code 1.
 */
export async function exitUnlessStopped(stopped: Promise<void> | undefined, log: Logger): Promise<void> {
  try {
    await stopped;
  } catch (error) {
    log.error({ err: error }, 'could not stop cleanly');
    process.exit(1);
  }
}
