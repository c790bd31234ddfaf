/** One line of a file with comma separated values (RFC 4180), without its end. */
export function csvLine(fields: readonly string[]): string {
  return fields.map(csvField).join(',');
}

/** Programs for tables take what begins like a formula for one. */
function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
