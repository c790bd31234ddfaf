import type { Command } from 'commander';

/** The options of every command. */
export interface Options {
  readonly json?: boolean;
}

/**
 * Adds a command that does something, as opposed to a group of commands. An argument may begin with a hyphen,
 * as one key id in 64 does: anything that is not an option of the command counts as an argument.
 */
export function addCommand(parent: Command, nameAndArguments: string, summary: string): Command {
  const command = parent.command(nameAndArguments).description(summary);
  const takesArguments = command.registeredArguments.length > 0;
  return command.allowUnknownOption(takesArguments).option('--json', 'print JSON instead of text');
}
