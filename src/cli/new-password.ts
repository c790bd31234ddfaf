import { maximumPasswordLength } from '../authentication/passwords/rules.ts';
import type { Config } from '../base/config.ts';
import { randomToken } from '../crypto/tokens.ts';
import type { Environment } from './environment.ts';
import { CliProblem } from './problem.ts';

export interface NewPassword {
  readonly password: string;
  /** A generated password has to be shown; one that was read is never printed. */
  readonly isGenerated: boolean;
}

const generatedBytes = 15;

/**
 * The password for an account: the first line of `stdin`, or a random one without `stdin`.
 * @throws CliProblem when it is too short or too long
 */
export async function readNewPassword(
  stdin: Environment['stdin'] | undefined,
  { passwords }: Config,
): Promise<NewPassword> {
  if (!stdin) return { password: randomToken(generatedBytes), isGenerated: true };
  const [password = ''] = (await readAll(stdin)).split(/\r?\n/, 1);
  const length = [...password].length;
  if (length < passwords.minimumLength || length > maximumPasswordLength) {
    throw new CliProblem(
      'invalid_password',
      `a password has ${passwords.minimumLength} to ${maximumPasswordLength} characters`,
    );
  }
  return { password, isGenerated: false };
}

async function readAll(stdin: Environment['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
