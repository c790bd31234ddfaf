import type { Command } from 'commander';

/** What every command takes. */
export interface Options {
  readonly json?: boolean;
}

/** Adds a command that does something, as opposed to one that only holds others. */
export function addCommand(parent: Command, nameAndArguments: string, summary: string): Command {
  return parent.command(nameAndArguments).description(summary).option('--json', 'print JSON instead of text');
}
