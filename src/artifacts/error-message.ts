import type { Diagnostic } from '../core/diagnostic.js';
import type { Node } from '../core/node.js';

/** An error as dbt's results word it: what kind, of which node, in which file, then the message, indented. */
export function errorMessage(node: Node, { code, message, hint }: Diagnostic): string {
  const lines = [message, ...(hint === undefined ? [] : [`HINT:  ${hint}`])].flatMap((text) => text.split('\n'));
  const head = `${kindOf(code)} Error in ${node.kind} ${node.name} (${node.originalPath})`;
  return [head, ...lines.map((line) => `  ${line}`)].join('\n');
}

function kindOf(code: Diagnostic['code']): string {
  if (code.startsWith('sql/')) return 'Database';
  return code.startsWith('run/') || code.startsWith('publish/') ? 'Runtime' : 'Compilation';
}
