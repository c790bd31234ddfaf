/** The TXT record with which the owner of a domain confirms that it belongs to an organization of this server. */
export interface DnsProof {
  /** The name of the TXT record. */
  readonly record: string;
  readonly value: string;
}

/** @param publicUrl distinguishes organizations with the same globalid on different servers */
export function dnsProof(publicUrl: string, globalid: string, name: string): DnsProof {
  return {
    record: `_itsyouonline.${name.toLowerCase()}`,
    value: `organization=${publicUrl}/${encodeURIComponent(globalid)}`,
  };
}
