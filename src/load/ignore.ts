/** Says whether a path is to be passed over. */
export type Ignores = (path: string) => boolean;

interface Rule {
  readonly pattern: RegExp;
  /** `!pattern`: takes back what an earlier line ignored. */
  readonly again: boolean;
}

/**
 * Reads .dbtignore: lines as in .gitignore. Paths are relative to the folder that holds the file; the last line that
 * matches a path or one of its folders decides.
 */
export function readIgnores(text: string): Ignores {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  if (rules.length === 0) return () => false;
  return (path) => rules.findLast((rule) => rule.pattern.test(path))?.again === false;
}

function ruleOf(line: string): readonly Rule[] {
  const written = /\\\s*$/.test(line) ? line.trimStart() : line.trim();
  if (written === '' || written.startsWith('#') || written === '/') return [];
  const again = written.startsWith('!');
  const pattern = patternOf(again ? written.slice(1) : written.replace(/^\\(?=[#!])/, ''));
  return pattern ? [{ pattern, again }] : [];
}

/** A pattern with a slash before its end is bound to the root; one that ends in a slash matches folders only. */
function patternOf(written: string): RegExp | undefined {
  const folderOnly = written.endsWith('/');
  const body = written.replace(/\/$/, '').replace(/^\//, '');
  if (body === '') return undefined;
  const rooted = written.replace(/\/$/, '').includes('/');
  const steps = body.split('/').filter((step, i, all) => !(step === '**' && all[i - 1] === '**'));
  const source = steps.map((step, i) => stepSource(step, i === steps.length - 1)).join('');
  try {
    return new RegExp(`^${rooted ? '' : '(?:.*/)?'}${source}${folderOnly ? '/.' : '(?:/|$)'}`, 's');
  } catch {
    return undefined;
  }
}

function stepSource(step: string, last: boolean): string {
  if (step === '**') return last ? '.+' : '(?:.*/)?';
  return segmentSource(step) + (last ? '' : '/');
}

/** `*`, `?`, `[a-z]`, `[!a]` and `\x` within one name. */
function segmentSource(segment: string): string {
  return segment.replace(
    /\\(.)|\*+|\?|\[([!^]?)(\]?[^\]]*)\]|[^]/g,
    (all, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) return quoted(escaped);
      if (all.startsWith('*')) return '[^/]*';
      if (all === '?') return '[^/]';
      if (set !== undefined && set !== '') return `[${not ? '^/' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
      return quoted(all);
    },
  );
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
