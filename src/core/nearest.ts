import { distance } from 'fastest-levenshtein';

/** The name most like `wanted`, when one is near enough to be what was meant. */
export function nearestName(wanted: string, known: Iterable<string>): string | undefined {
  if (wanted === '') return undefined;
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  let best: { name: string; score: number } | undefined;
  for (const name of known) {
    const score = distance(wanted.toLowerCase(), name.toLowerCase());
    if (score <= limit && (!best || score < best.score)) best = { name, score };
  }
  return best?.name;
}

/** `Did you mean x?`, or nothing when no name is near. */
export function didYouMean(wanted: string, known: Iterable<string>): string | undefined {
  const name = nearestName(wanted, known);
  return name === undefined ? undefined : `Did you mean ${name}?`;
}
