import type { JsonObject } from '../core/json.js';
import type { Node } from '../core/node.js';
import { QUOTE_ALL } from '../core/node-parts.js';
import type { RelationName, RelationResolver } from '../core/relation.js';
import type { Dict } from '../jinja/values.js';
import type { CompileOptions } from './compile-options.js';
import type { CompileSubject } from './compile-subject.js';
import { describedNode } from './described.js';
import type { RelationValue } from './relations/relation-value.js';
import { relationValue } from './relations/relation-value.js';
import type { TemplateSubject } from './subject.js';
import { subjectValue } from './subject.js';

const INLINE = 'inline_query';

/** Keys that `graph` has and nothing else. */
const GRAPH_ONLY: { readonly [kind in Node['kind']]?: JsonObject } = {
  model: { batch: null, defer_relation: null },
  snapshot: { defer_relation: null },
  source: { _event_status: {} },
};

/** dbt keeps what `config()` calls set beside the configuration that came of it; artifacts leave it out. */
function withCalls(node: Node, described: JsonObject): JsonObject {
  if (!('configCalls' in node)) return described;
  return { ...described, config_call_dict: node.configCalls, unrendered_config_call_dict: node.configCalls };
}

/** What a template may learn of the node that it belongs to. */
export class SubjectNames {
  readonly #subject: CompileSubject;
  readonly #options: CompileOptions;
  #model: Dict | undefined;

  constructor(subject: CompileSubject, options: CompileOptions) {
    this.#subject = subject;
    this.#options = options;
  }

  get #node(): Node | undefined {
    return 'node' in this.#subject ? this.#subject.node : undefined;
  }

  get package(): string {
    return this.#node?.package ?? this.#options.config.name;
  }

  get config(): JsonObject {
    return this.#node?.config ?? {};
  }

  /** The published relation; the target's names for what has none. */
  get relation(): RelationName {
    const node = this.#node;
    if (node && 'relation' in node) return node.relation;
    const { database, schema } = this.#options.config.target;
    return { database, schema, identifier: node?.name ?? INLINE };
  }

  /** In a model's own SQL `this` is the published relation, in hooks the one that is being built. */
  self(): RelationValue {
    const node = this.#node;
    const quote = node && 'quoting' in node ? node.quoting : QUOTE_ALL;
    const { self } = this.#options;
    return self
      ? relationValue(self, { quote, shownSchema: this.relation.schema })
      : relationValue(this.relation, { quote });
  }

  /** Where relations are in this run; what the node itself publishes is not moved. */
  resolver(): RelationResolver {
    const { names } = this.#options;
    const { schema, identifier } = this.relation;
    return (name) => (name.schema === schema && name.identifier === identifier ? name : names(name));
  }

  /** dbt's node as a dict. */
  model(): Dict {
    this.#model ??= this.#describeSelf();
    return this.#model;
  }

  #describeSelf(): Dict {
    const node = this.#node;
    const { describe } = this.#options;
    if (node && describe) return describedNode(withCalls(node, describe(node)));
    return subjectValue(node ? node : this.#inlineSubject());
  }

  #inlineSubject(): TemplateSubject {
    const packageName = this.package;
    const file = 'inline' in this.#subject ? this.#subject.inline : { path: '', text: '' };
    return {
      kind: 'model',
      id: `sql_operation.${packageName}.${INLINE}`,
      package: packageName,
      name: INLINE,
      fqn: [],
      file,
    };
  }

  /** Any node as a dict with all keys. */
  readonly describe = (node: Node): JsonObject => {
    const { describe } = this.#options;
    if (describe) return { ...withCalls(node, describe(node)), ...GRAPH_ONLY[node.kind] };
    return { unique_id: node.id, name: node.name, resource_type: node.kind, config: node.config };
  };
}
