/**
 * Whether a line is a public key as OpenSSH writes it: kind, base64, possibly a comment (RFC 4253, section 6.6).
 * The encoded part must be made of length-prefixed fields to its last byte, the first of which repeats the kind.
 */
export function isOpenSshPublicKey(line: string): boolean {
  const [kind = '', encoded = ''] = line.split(' ');
  const blob = Buffer.from(encoded, 'base64');
  if (blob.toString('base64') !== encoded) return false;
  const fields = fieldsOf(blob);
  return fields !== undefined && fields.length > 1 && fields[0]?.toString('latin1') === kind;
}

/** The fields of a blob, each a 32 bit length and that many bytes; undefined when they do not fill it exactly. */
function fieldsOf(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset + 4 <= blob.length) {
    const end = offset + 4 + blob.readUInt32BE(offset);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return offset === blob.length ? fields : undefined;
}
