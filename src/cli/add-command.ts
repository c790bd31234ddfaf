import type { Command } from 'commander';

/** What every command takes. */
export interface Options {
  readonly json?: boolean;
}

/**
 * Adds a command that does something, as opposed to one that only holds others. An argument may begin with a hyphen, as
 * one key id in 64 does: what is no option of the command is an argument.
 */
export function addCommand(parent: Command, nameAndArguments: string, summary: string): Command {
  const command = parent.command(nameAndArguments).description(summary);
  const takesArguments = command.registeredArguments.length > 0;
  return command.allowUnknownOption(takesArguments).option('--json', 'print JSON instead of text');
}
