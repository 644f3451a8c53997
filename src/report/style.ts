import pc from 'picocolors';

/** Colours for one output; all functions give the text back unchanged when colours are off. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export function styleFor(colours: boolean): Style {
  const c = pc.createColors(colours);
  return { error: c.red, warning: c.yellow, good: c.green, accent: c.cyan, strong: c.bold, faint: c.dim };
}

export const plainStyle: Style = styleFor(false);
