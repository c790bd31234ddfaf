/** One line of a CSV file (RFC 4180), without the line break. */
export function csvLine(fields: readonly string[]): string {
  return fields.map(csvField).join(',');
}

/** Spreadsheets treat a field that begins like a formula as one, so such a field gets a quote in front. */
function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
