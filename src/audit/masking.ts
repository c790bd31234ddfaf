import Bowser from 'bowser';

/** Text that is safe for the audit log. Only the functions in this file create it. */
export type Masked = string & { readonly isMasked: true };

/** `b***@company.com` */
export function maskEmailAddress(address: string): Masked {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, at);
  return `${first}***${address.slice(at)}` as Masked;
}

/** `+32******22`: users recognize their numbers by the last two digits. */
export function maskPhoneNumber(number: string): Masked {
  const hidden = Math.max(0, number.length - 5);
  return `${number.slice(0, 3)}${'*'.repeat(hidden)}${number.slice(3 + hidden)}` as Masked;
}

/** A client is not a person, so its name is not masked. */
export function nameOfClient(globalid: string): Masked {
  return globalid as Masked;
}

const longestFamily = 60;

/** The kind of program, without version and device: `Firefox, Linux`. Empty when the program does not tell. */
export function userAgentFamily(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  const family = [browser.name || programName(userAgent), os.name].filter(Boolean).join(', ');
  return family.slice(0, longestFamily);
}

/** Programs other than browsers start with their name: `curl/8.5.0`. */
function programName(userAgent: string): string | undefined {
  return /^([\w.-]{1,30})\//.exec(userAgent)?.[1];
}
