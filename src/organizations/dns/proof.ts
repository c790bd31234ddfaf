/** What the owner of a domain publishes to say that it belongs to an organization of this server. */
export interface DnsProof {
  /** The name of the TXT record. */
  readonly record: string;
  readonly value: string;
}

/** @param publicUrl tells apart organizations of the same id on several servers */
export function dnsProof(publicUrl: string, globalid: string, name: string): DnsProof {
  return {
    record: `_itsyouonline.${name.toLowerCase()}`,
    value: `organization=${publicUrl}/${encodeURIComponent(globalid)}`,
  };
}
