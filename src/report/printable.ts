/**
 * Text from files and databases made safe for a terminal: control characters (escape sequences among them) are
 * shown as `\x1b`, so that a name can never move the cursor or recolour the screen. Tabs become one blank.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(controls, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
  });
}

// C0 but the line feed's place (it is shown too), DEL, C1, and the marks that reorder text.
// eslint wants no control characters in a literal, so the class is put together from code points.
const controls = new RegExp(
  `[${[range(0x00, 0x1f), range(0x7f, 0x9f), range(0x200e, 0x200f), range(0x202a, 0x202e), range(0x2066, 0x2069)].join('')}]`,
  'gu',
);

function range(from: number, to: number): string {
  return `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
}

/** At most `width` characters, the cut marked. */
export function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
