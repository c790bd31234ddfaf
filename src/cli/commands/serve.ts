import type { Command } from 'commander';
import { leaf } from '../leaf.ts';

interface ServeOptions {
  readonly demo?: boolean;
}

export function addServeCommand(program: Command): void {
  leaf(program, 'serve', 'run the server until SIGTERM or Ctrl-C')
    .option('--demo', 'fill an empty database with demo data (development on loopback only)')
    .action(serve);
}

async function serve({ demo = false }: ServeOptions): Promise<void> {
  const { run } = await import('../../main.ts');
  await run({ demo });
}
