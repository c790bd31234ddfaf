/** How the service presents itself to people. */
export interface ServiceIdentity {
  readonly name: string;
  /** Of buttons and links, `#rrggbb`. */
  readonly colour: string;
}

export const defaultIdentity: ServiceIdentity = { name: "It's You Online", colour: '#1f5fbf' };

let current = defaultIdentity;

/** Sets what every page, mail and SMS of this process says; called once, before the first of them. */
export function presentAs(identity: ServiceIdentity): void {
  current = identity;
}

export function service(): ServiceIdentity {
  return current;
}
