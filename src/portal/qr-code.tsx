import type { VNode } from 'preact';
import { encode } from 'uqr';

/** A QR code as inline SVG, dark on light regardless of the theme. */
export function QrCode({ content, label }: { content: string; label: string }): VNode {
  const { data, size } = encode(content, { ecc: 'M', border: 4 });
  const runs = data.flatMap((row, y) => row.flatMap((_, x) => runAt(row, x, y)));
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={runs.join('')} fill="#000" />
    </svg>
  );
}

/** The run of dark squares that begins at this position of a row, as part of an SVG path. */
function runAt(row: readonly boolean[], x: number, y: number): string[] {
  if (!row[x] || row[x - 1]) return [];
  const end = row.indexOf(false, x);
  return [`M${x} ${y}h${end - x}v1h${x - end}z`];
}
