/**
 * Whether a line is a public key in OpenSSH format: type, base64, and optionally a comment (RFC 4253, section 6.6). The
 * encoded part must consist of length-prefixed fields without a rest, the first of which repeats the type.
 */
export function isOpenSshPublicKey(line: string): boolean {
  const [kind = '', encoded = ''] = line.split(' ');
  const blob = Buffer.from(encoded, 'base64');
  if (blob.toString('base64') !== encoded) return false;
  const fields = fieldsOf(blob);
  return fields !== undefined && fields.length > 1 && fields[0]?.toString('latin1') === kind;
}

/** The fields of a blob, each preceded by a 32-bit length; undefined when they do not fill the blob exactly. */
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
