/** How the service presents itself to users. */
export interface ServiceIdentity {
  readonly name: string;
  /** The colour of buttons and links, `#rrggbb`. */
  readonly colour: string;
}

export const defaultIdentity: ServiceIdentity = { name: "It's You Online", colour: '#1f5fbf' };

let current = defaultIdentity;

/** Sets the identity on every page, mail and SMS of this process. Call it once, at start. */
export function setServiceIdentity(identity: ServiceIdentity): void {
  current = identity;
}

export function service(): ServiceIdentity {
  return current;
}
