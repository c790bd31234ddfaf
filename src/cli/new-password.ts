import type { Config } from '../config.ts';
import { randomToken } from '../crypto/tokens.ts';
import { CliProblem } from './problem.ts';

export interface NewPassword {
  readonly password: string;
  /** Made here, so it has to be shown; one that was handed in is never printed. */
  readonly isGenerated: boolean;
}

const maximumLength = 256;
const generatedBytes = 15;

/**
 * The password for an account: the first line of standard input, or a random one.
 * @throws CliProblem when it is too short or too long
 */
export async function readNewPassword(fromStdin: boolean, { passwords }: Config): Promise<NewPassword> {
  if (!fromStdin) return { password: randomToken(generatedBytes), isGenerated: true };
  const [password = ''] = (await readStdin()).split(/\r?\n/, 1);
  const length = [...password].length;
  if (length < passwords.minimumLength || length > maximumLength) {
    throw new CliProblem(
      'invalid_password',
      `a password has ${passwords.minimumLength} to ${maximumLength} characters`,
    );
  }
  return { password, isGenerated: false };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
