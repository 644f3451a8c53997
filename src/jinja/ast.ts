import type { Float } from './float.js';

/** Where a node stands in its template's source (UTF-16 offsets, end exclusive). */
export interface Ranged {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | Literal
  | Name
  | ListLiteral
  | TupleLiteral
  | DictLiteral
  | Attribute
  | Item
  | Slice
  | Call
  | FilterCall
  | TestCall
  | Unary
  | Binary
  | Logical
  | Concat
  | Compare
  | Conditional;

export interface Literal extends Ranged {
  readonly kind: 'literal';
  readonly value: null | boolean | number | bigint | string | Float;
}

export interface Name extends Ranged {
  readonly kind: 'name';
  readonly name: string;
}

export interface ListLiteral extends Ranged {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface TupleLiteral extends Ranged {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}

export interface DictLiteral extends Ranged {
  readonly kind: 'dict';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `target.name` */
export interface Attribute extends Ranged {
  readonly kind: 'attribute';
  readonly target: Expression;
  readonly name: string;
}

/** `target[index]` */
export interface Item extends Ranged {
  readonly kind: 'item';
  readonly target: Expression;
  readonly index: Expression;
}

/** `from:to:step`, only as the index of an Item. */
export interface Slice extends Ranged {
  readonly kind: 'slice';
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly step: Expression | null;
}

/** The arguments of a call, filter or test; `spread` is `*args`, `spreadNamed` is `**kwargs`. */
export interface CallArguments {
  readonly args: readonly Expression[];
  readonly kwargs: readonly { readonly name: string; readonly value: Expression }[];
  readonly spread: Expression | null;
  readonly spreadNamed: Expression | null;
}

export interface Call extends Ranged, CallArguments {
  readonly kind: 'call';
  readonly callee: Expression;
}

/** `value | name(args)`; the value is null as the head of a filter or set block's chain. */
export interface FilterCall extends Ranged, CallArguments {
  readonly kind: 'filter';
  readonly value: Expression | null;
  readonly name: string;
}

/** `value is name(args)`, `value is not name` */
export interface TestCall extends Ranged, CallArguments {
  readonly kind: 'test';
  readonly value: Expression;
  readonly name: string;
  readonly negated: boolean;
}

export interface Unary extends Ranged {
  readonly kind: 'unary';
  readonly operator: 'not' | '-' | '+';
  readonly value: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface Binary extends Ranged {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A chain of `and` or of `or`. */
export interface Logical extends Ranged {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly parts: readonly Expression[];
}

/** A chain of `~`. */
export interface Concat extends Ranged {
  readonly kind: 'concat';
  readonly parts: readonly Expression[];
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** `a < b <= c` */
export interface Compare extends Ranged {
  readonly kind: 'compare';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[];
}

/** `whenTrue if test else otherwise` */
export interface Conditional extends Ranged {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly otherwise: Expression | null;
}

/** What `set` and `for` assign to. */
export type Target =
  | Name
  | (Ranged & { readonly kind: 'targets'; readonly items: readonly Target[] })
  | (Ranged & { readonly kind: 'member'; readonly object: string; readonly name: string });

export type Statement =
  | Text
  | Output
  | If
  | For
  | Assign
  | AssignBlock
  | Block
  | CallBlock
  | FilterBlock
  | Do
  | With
  | (Ranged & { readonly kind: 'break' })
  | (Ranged & { readonly kind: 'continue' });

/** Template text; character by character the source's from `start` on. */
export interface Text extends Ranged {
  readonly kind: 'text';
  readonly value: string;
}

/** `{{ value }}`; the range is that of the whole tag. */
export interface Output extends Ranged {
  readonly kind: 'output';
  readonly value: Expression;
}

export interface If extends Ranged {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}

export interface For extends Ranged {
  readonly kind: 'for';
  readonly target: Target;
  readonly iterable: Expression;
  /** The `if` after the iterable. */
  readonly filter: Expression | null;
  readonly recursive: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  /** Whether the body may ask `loop` what comes next. */
  readonly usesLoop: boolean;
}

export interface Assign extends Ranged {
  readonly kind: 'assign';
  readonly target: Target;
  readonly value: Expression;
}

export interface AssignBlock extends Ranged {
  readonly kind: 'assign-block';
  readonly target: Target;
  readonly filter: FilterCall | null;
  readonly body: readonly Statement[];
}

/** A parameter of a macro. */
export interface Parameter extends Ranged {
  readonly name: string;
  /** The type after a colon, as written without blanks (`list[string]`); empty where there is none. Not checked. */
  readonly type: string;
  readonly fallback: Expression | null;
}

/** What a callable body needs to know about its signature. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Whether the body mentions the name, and so takes further arguments. */
  readonly usesVarargs: boolean;
  readonly usesKwargs: boolean;
  readonly usesCaller: boolean;
}

/**
 * A named block. Macros, tests and materializations can be called with arguments; snapshots and docs only hold a body.
 * The range is that of the whole block, from its first `{%` to its last `%}`; the body's is what stands between the tags.
 */
export interface Block extends Ranged, Signature {
  readonly kind: 'block';
  readonly type: 'macro' | 'test' | 'materialization' | 'snapshot' | 'docs';
  readonly name: string;
  readonly nameRange: Ranged;
  readonly body: readonly Statement[];
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Of a materialization: the adapter it is for, `default` for any; empty for other blocks. */
  readonly adapter: string;
  /** Of a materialization: `supported_languages`; empty where not said. */
  readonly languages: readonly string[];
}

export interface CallBlock extends Ranged, Signature {
  readonly kind: 'call-block';
  readonly call: Call;
  readonly body: readonly Statement[];
}

export interface FilterBlock extends Ranged {
  readonly kind: 'filter-block';
  readonly filter: FilterCall;
  readonly body: readonly Statement[];
}

export interface Do extends Ranged {
  readonly kind: 'do';
  readonly value: Expression;
}

export interface With extends Ranged {
  readonly kind: 'with';
  readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: readonly Statement[];
}
