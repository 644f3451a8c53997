import type { Group } from '../core/definitions.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { problem } from '../core/diagnostic.js';
import { didYouMean } from '../core/nearest.js';
import type { Node, NodeKind } from '../core/node.js';
import { placeOfNode } from '../core/node.js';
import type { NodeId, Ref, SourceRef } from '../core/node-parts.js';
import type { Referable, RefIndex } from '../core/ref-index.js';
import { indexRefs } from '../core/ref-index.js';
import type { Place } from '../core/source-file.js';
import { accessProblem } from './access.js';

export interface LinkOptions {
  /** The root project's package; its nodes come first where a ref names no package. */
  readonly root?: string;
  /** dbt's flag require_ref_prefers_node_package_to_root. */
  readonly preferNodePackage?: boolean;
  /** Undefined: groups are not checked. */
  readonly groups?: readonly Group[];
  /** Packages whose protected models other packages may not name. */
  readonly restricted?: ReadonlySet<string>;
}

/** What linking adds to a node. */
interface Found {
  readonly parents: Set<NodeId>;
  complete: boolean;
}

/** Has the lifetime of one linking; gathers what it has to say. */
export class Linker {
  readonly diagnostics: Diagnostic[] = [];
  readonly #known: RefIndex;
  readonly #disabled: RefIndex;
  readonly #options: LinkOptions;
  readonly #metrics = new Map<string, NodeId>();
  readonly #measures = new Map<string, NodeId>();
  readonly #disabledMetrics: ReadonlySet<string>;
  readonly #groups: ReadonlySet<string> | undefined;

  constructor(nodes: readonly Node[], disabled: readonly Node[], options: LinkOptions) {
    this.#known = indexRefs(nodes);
    this.#disabled = indexRefs(disabled);
    this.#options = options;
    this.#groups = options.groups && new Set(options.groups.map((group) => group.name));
    this.#disabledMetrics = new Set(disabled.flatMap((node) => (node.kind === 'metric' ? [node.name] : [])));
    for (const node of nodes) {
      if (node.kind === 'metric') this.#metrics.set(node.name, node.id);
      if (node.kind === 'semantic_model') for (const name of node.measureNames) this.#measures.set(name, node.id);
    }
  }

  /** The node with its dependencies; nothing for a test that cannot be asked. */
  link(node: Node): readonly Node[] {
    this.#checkGroup(node);
    if (node.kind === 'unit_test' || (!('refs' in node) && !('metrics' in node))) return [node];
    const found: Found = { parents: new Set(), complete: true };
    if ('sources' in node) for (const ref of node.sources) this.#source(node, ref, found);
    if ('refs' in node) for (const ref of node.refs) this.#ref(node, ref, found);
    if (node.kind === 'metric') for (const name of node.measures) this.#measure(node, name, found);
    if ('metrics' in node) for (const name of node.metrics as readonly string[]) this.#metric(node, name, found);
    return found.complete || node.kind !== 'test' ? [{ ...node, dependsOn: [...found.parents] }] : [];
  }

  #packages(node: Node): readonly string[] {
    const { root, preferNodePackage } = this.#options;
    if (root === undefined || root === node.package) return [node.package];
    return preferNodePackage === true ? [node.package, root] : [root, node.package];
  }

  #source(node: Node, ref: SourceRef, found: Found): void {
    const source = this.#known.source(ref.source, ref.table, this.#packages(node));
    if (source) found.parents.add(source.id);
    else found.complete = this.#unknownSource(node, ref);
  }

  #ref(node: Node, ref: Ref, found: Found): void {
    const target = this.#known.ref(ref.name, ref, this.#packages(node));
    if (!target) {
      found.complete = this.#unknownRef(node, ref);
      return;
    }
    found.parents.add(target.id);
    const refused = accessProblem(node, target, ref, this.#options.restricted);
    if (refused) this.diagnostics.push(refused);
  }

  #measure(node: Node, name: string, found: Found): void {
    const id = this.#measures.get(name);
    if (id !== undefined) {
      found.parents.add(id);
      return;
    }
    const hint = didYouMean(name, this.#measures.keys());
    const message = `Metric ${node.name} needs the measure ${name}, but no semantic model has it.`;
    const more = { at: placeOfNode(node), ...(hint === undefined ? {} : { hint }) };
    this.diagnostics.push(problem('semantic/unknown-measure', message, more));
  }

  #metric(node: Node, name: string, found: Found): void {
    const id = this.#metrics.get(name);
    if (id !== undefined) {
      found.parents.add(id);
      return;
    }
    const isDisabled = this.#disabledMetrics.has(name);
    const hint = didYouMean(name, this.#metrics.keys());
    const unknown = { call: `metric('${name}')`, at: placeOfNode(node), isDisabled, hint, what: 'metric' };
    this.#unknown(node, { ...unknown, code: 'semantic/unknown-metric' });
  }

  #checkGroup(node: Node): void {
    if (node.group === undefined || !this.#groups || this.#groups.has(node.group) || node.kind === 'test') return;
    const hint = didYouMean(node.group, this.#groups) ?? `Known groups: ${[...this.#groups].join(', ') || 'none'}.`;
    const message = `${title(node)} is in group ${node.group}, but there is no such group.`;
    this.diagnostics.push(problem('model/unknown-group', message, { at: placeOfNode(node), hint }));
  }

  #unknownRef(node: Node, ref: Ref): false {
    const isDisabled = this.#disabled.ref(ref.name, ref, this.#packages(node)) !== undefined;
    const code = 'model/unknown-ref';
    this.#unknown(node, {
      call: callOf(ref),
      at: ref.at,
      isDisabled,
      hint: this.#hint(ref),
      code,
      what: 'model or seed',
    });
    return false;
  }

  #hint(ref: Ref): string | undefined {
    const [first, ...more] = this.#known.named(ref.name);
    if (!first) return didYouMean(ref.name, this.#known.refNames);
    const elsewhere = ref.package !== undefined && first.package !== ref.package;
    if (elsewhere) return `${ref.name} is in package ${first.package}.`;
    return `${ref.name} has ${versionsText([first, ...more])}.`;
  }

  #unknownSource(node: Node, ref: SourceRef): false {
    const call = `source('${ref.source}', '${ref.table}')`;
    const isDisabled = this.#disabled.source(ref.source, ref.table, this.#packages(node)) !== undefined;
    const hint =
      didYouMean(`${ref.source}.${ref.table}`, this.#known.sourceNames) ??
      'Declare the table under sources: in a .yml file below models/.';
    this.#unknown(node, { call, at: ref.at, isDisabled, hint, code: 'model/unknown-source', what: 'source' });
    return false;
  }

  #unknown(node: Node, found: Unknown): void {
    if (node.kind === 'test' && found.isDisabled) return;
    const message = found.isDisabled
      ? `${title(node)} needs ${found.call}, which is disabled.`
      : `${title(node)} needs ${found.call}, but there is no such ${found.what}.`;
    const hint = found.isDisabled ? 'Enable it, or take the call out.' : found.hint;
    const more = { at: found.at, ...(hint === undefined ? {} : { hint }) };
    this.diagnostics.push(
      node.kind !== 'test'
        ? problem(found.code, message, more)
        : problem('test/unknown-ref', `${message} The test is left out.`, { ...more, severity: 'warning' }),
    );
  }
}

interface Unknown {
  readonly call: string;
  readonly at: Place;
  readonly isDisabled: boolean;
  readonly hint: string | undefined;
  readonly code: Diagnostic['code'];
  readonly what: string;
}

function callOf(ref: Ref): string {
  const version =
    ref.version === undefined ? '' : `, v=${typeof ref.version === 'number' ? ref.version : `'${ref.version}'`}`;
  return `ref('${ref.package === undefined ? ref.name : `${ref.package}', '${ref.name}`}'${version})`;
}

function versionsText(nodes: readonly Referable[]): string {
  const versions = nodes.flatMap((node) => (node.kind === 'model' && node.version !== undefined ? [node.version] : []));
  return versions.length === 0 ? 'no versions' : `the versions ${versions.join(', ')}`;
}

const TITLES: { readonly [kind in NodeKind]?: string } = {
  unit_test: 'Unit test',
  semantic_model: 'Semantic model',
  saved_query: 'Saved query',
};

function title(node: Node): string {
  return `${TITLES[node.kind] ?? node.kind.charAt(0).toUpperCase() + node.kind.slice(1)} ${node.name}`;
}
