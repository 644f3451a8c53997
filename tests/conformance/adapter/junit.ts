/** How one test method ended. */
export interface MethodResult {
  /** `TestBaseAliases::test_alias_model_name`. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The first line of what went wrong, or why it was skipped; empty where it passed. */
  readonly message: string;
}

/** Reads the report that pytest writes with --junitxml. */
export function readJunit(xml: string): readonly MethodResult[] {
  return [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, head = '', body = '']) => {
    const owner = attribute(head, 'classname').split('.').at(-1) ?? '';
    const name = `${owner}::${attribute(head, 'name')}`;
    const failed = /<(?:failure|error) ([^>]*)/.exec(body);
    if (failed) return { name, outcome: 'failed', message: firstLine(attribute(failed[1] ?? '', 'message')) };
    const skipped = /<skipped ([^>]*)/.exec(body);
    if (skipped) return { name, outcome: 'skipped', message: firstLine(attribute(skipped[1] ?? '', 'message')) };
    return { name, outcome: 'passed', message: '' };
  });
}

function attribute(head: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(head)?.[1] ?? '';
  return value
    .replaceAll('&#10;', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}
