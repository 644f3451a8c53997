import { didYouMean } from '../../core/nearest.js';
import type { Source } from '../../core/node.js';
import { isEphemeral } from '../../core/node.js';
import type { NodeId } from '../../core/node-parts.js';
import { own } from '../../core/json.js';
import { TemplateError } from '../../jinja/error.js';
import type { CompileOptions } from '../compile-options.js';
import type { CompileSubject } from '../compile-subject.js';
import type { EphemeralParents } from '../ephemeral.js';
import { cteName } from '../ephemeral.js';
import type { Referable } from '../../core/ref-index.js';
import type { RefArguments } from '../ref-arguments.js';
import type { GraphNames } from './graph-names.js';
import { graphNames } from './graph-names.js';
import type { RelationShape } from './relation-shape.js';
import { NO_PARTS } from './relation-shape.js';
import type { RelationValue } from './relation-value.js';
import { relationValue } from './relation-value.js';

/** Turns the refs and source calls of one template into relations of this run. */
export class ProjectRelations {
  readonly #options: CompileOptions;
  readonly #names: GraphNames;
  readonly #parents: EphemeralParents;
  /** What the node was seen to depend on while parsing; anything for inline SQL. */
  readonly #allowed: ReadonlySet<NodeId> | undefined;
  readonly #packages: readonly string[];

  constructor(subject: CompileSubject, options: CompileOptions, parents: EphemeralParents) {
    this.#options = options;
    this.#names = graphNames(options.graph);
    this.#parents = parents;
    this.#allowed = 'node' in subject && subject.checked ? new Set(subject.node.dependsOn) : undefined;
    this.#packages = searchOrder('node' in subject ? subject.node.package : options.config.name, options);
  }

  ref(ref: RefArguments): RelationValue {
    const found = this.#names.refs.ref(ref.name, ref, this.#packages);
    if (!found) throw this.#unknownRef(ref);
    this.#check(found.id, callOf(ref));
    return this.#relation(found);
  }

  source(source: string, table: string): RelationValue {
    const found = this.#names.refs.source(source, table, this.#packages);
    if (!found) {
      const hint = didYouMean(`${source}.${table}`, this.#names.refs.sourceNames);
      throw unknown('model/unknown-source', `There is no source ${source}.${table}.`, hint);
    }
    this.#check(found.id, `source('${source}', '${table}')`);
    return this.#relation(found);
  }

  function(name: string): RelationValue {
    const found = this.#names.functions.get(name);
    if (found) return relationValue(this.#options.names(found.relation), { quote: found.quoting, type: 'function' });
    const hint = didYouMean(name, [...this.#names.functions.keys()]);
    throw unknown('model/unknown-function', `There is no function ${name}.`, hint);
  }

  #relation(node: Referable | Source): RelationValue {
    const shape = this.#shape(node);
    if (node.kind === 'model' && isEphemeral(node)) {
      this.#parents.add(node);
      const cte = { database: '', schema: '', identifier: cteName(node) };
      return relationValue(cte, { ...shape, quote: NO_PARTS, type: 'cte' });
    }
    return relationValue(this.#options.names(node.relation), { ...shape, quote: node.quoting });
  }

  /** `--empty` and `--sample` give fewer rows. */
  #shape(node: Referable | Source): Partial<RelationShape> {
    const { runtime } = this.#options;
    const field = own(node.config, 'event_time');
    const window = runtime?.sample && typeof field === 'string' ? { field, ...runtime.sample } : null;
    return { limit: runtime?.empty ? 0 : null, window };
  }

  #check(id: NodeId, call: string): void {
    if (!this.#allowed || this.#allowed.has(id)) return;
    throw unknown(
      'model/unseen-ref',
      `${call} was not seen when the project was parsed, so the order of the run does not count on it.`,
      `Name it outside of every condition: -- depends_on: {{ ${call} }}`,
    );
  }

  #unknownRef(ref: RefArguments): TemplateError {
    const { disabled = [] } = this.#options;
    if (disabled.some((node) => node.name === ref.name)) {
      return unknown('model/unknown-ref', `${callOf(ref)} names something that is disabled.`, undefined);
    }
    const hint = didYouMean(
      ref.name,
      this.#names.refs.refNames.filter((name) => name !== ref.name),
    );
    const what = ref.version === undefined ? ref.name : `${ref.name} of version ${ref.version}`;
    return unknown('model/unknown-ref', `There is no model or seed ${what}.`, hint);
  }
}

/** In which packages a bare name is looked for first. */
function searchOrder(own: string, { config }: CompileOptions): readonly string[] {
  const nodeFirst = config.flags['require_ref_searches_node_package_before_root'] === true;
  return nodeFirst ? [own, config.name] : [config.name, own];
}

function callOf(ref: RefArguments): string {
  const name = ref.package === undefined ? `'${ref.name}'` : `'${ref.package}', '${ref.name}'`;
  return `ref(${name}${ref.version === undefined ? '' : `, v=${JSON.stringify(ref.version)}`})`;
}

function unknown(code: `${string}/${string}`, message: string, hint: string | undefined): TemplateError {
  return new TemplateError(code, message, hint === undefined ? {} : { hint });
}
