import type { Command } from 'commander';
import { leaf } from '../leaf.ts';
import type { Surroundings } from '../surroundings.ts';

interface ServeOptions {
  readonly demo?: boolean;
}

export function addServeCommand(program: Command, { variables }: Surroundings): void {
  leaf(program, 'serve', 'run the server until SIGTERM or Ctrl-C')
    .option('--demo', 'fill an empty database with demo data (development on loopback only)')
    .action(({ demo = false }: ServeOptions) => serve(variables, demo));
}

async function serve(variables: Surroundings['variables'], demo: boolean): Promise<void> {
  const { run } = await import('../../main.ts');
  await run({ variables, demo });
}
