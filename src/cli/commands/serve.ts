import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { Environment } from '../environment.ts';

interface ServeOptions {
  readonly demo?: boolean;
}

export function addServeCommand(program: Command, { variables }: Environment): void {
  addCommand(program, 'serve', 'run the server until SIGTERM or Ctrl-C')
    .option('--demo', 'fill an empty database with demo data (development on loopback only)')
    .action(({ demo = false }: ServeOptions) => serve(variables, demo));
}

async function serve(variables: Environment['variables'], demo: boolean): Promise<void> {
  const { run } = await import('../../main.ts');
  await run({ variables, demo });
}
