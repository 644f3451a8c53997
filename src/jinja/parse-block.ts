import type { Block, Parameter, Ranged, Signature, Statement } from './ast.js';
import {
  describe,
  expectKind,
  expectOperator,
  isOperator,
  nested,
  peek,
  skipOperator,
  syntaxError,
  type ParseState,
  type SpecialNames,
} from './parse-state.js';
import type { Token } from './token.js';

/** Parses a body up to its end tag; handed in by the statement parser. */
type ParseBody = (
  state: ParseState,
  end: string,
  opener: Token,
) => { readonly body: Statement[]; readonly start: number; readonly end: number };

/** `macro`, `test`, `materialization`, `snapshot` or `docs`; the word is taken. */
export function parseBlock(state: ParseState, word: Token, parseBody: ParseBody): Statement {
  const type = word.value === 'data_test' ? 'test' : (word.value as Block['type']);
  const nameToken = expectKind(state, 'name', `the name of the ${type}`);
  const nameRange: Ranged = { start: nameToken.start, end: nameToken.end };
  const parameters = type === 'macro' || type === 'test' ? parseParameters(state) : [];
  const header = type === 'materialization' ? parseMaterializationHeader(state) : { adapter: '', languages: [] };
  const { parsed, names } = parseCallableBody(state, () => parseBody(state, `end${word.value}`, word));
  return {
    kind: 'block',
    type,
    name: nameToken.value,
    nameRange,
    parameters,
    ...header,
    ...signatureNames(names),
    body: parsed.body,
    bodyStart: parsed.start,
    bodyEnd: parsed.end,
    start: word.start,
    end: 0,
  };
}

/** `call(args) callee(...)`; the word is taken. */
export function parseCallBlock(state: ParseState, word: Token, parseBody: ParseBody): Statement {
  const parameters = isOperator(peek(state), '(') ? parseParameters(state) : [];
  const call = state.expression(state);
  if (call.kind !== 'call')
    throw syntaxError(state, "'call' needs a call of a macro", call, "write '{% call name() %}'");
  const { parsed, names } = parseCallableBody(state, () => parseBody(state, 'endcall', word));
  const { body } = parsed;
  return { kind: 'call-block', call, parameters, ...signatureNames(names), body, start: word.start, end: 0 };
}

function parseCallableBody<T>(state: ParseState, parse: () => T): { readonly parsed: T; readonly names: SpecialNames } {
  const names: SpecialNames = { varargs: false, kwargs: false, caller: false };
  state.bodies.push(names);
  state.loops.push(null);
  const parsed = parse();
  state.loops.pop();
  state.bodies.pop();
  return { parsed, names };
}

function signatureNames(names: SpecialNames): Omit<Signature, 'parameters'> {
  return { usesVarargs: names.varargs, usesKwargs: names.kwargs, usesCaller: names.caller };
}

function parseParameters(state: ParseState): Parameter[] {
  expectOperator(state, '(');
  const parameters: Parameter[] = [];
  while (!isOperator(peek(state), ')')) {
    if (parameters.length > 0) expectOperator(state, ',');
    parameters.push(parseParameter(state, parameters));
  }
  expectOperator(state, ')');
  return parameters;
}

function parseParameter(state: ParseState, before: readonly Parameter[]): Parameter {
  const token = expectKind(state, 'name', 'a parameter name');
  const { value: name, start, end } = token;
  if (before.some((other) => other.name === name))
    throw syntaxError(state, `the parameter '${name}' stands twice`, token);
  const type = skipOperator(state, ':') ? parseType(state) : '';
  if (skipOperator(state, '=')) return { name, type, fallback: state.expression(state), start, end };
  if (before.some((other) => other.fallback !== null)) {
    throw syntaxError(state, `the parameter '${name}' needs a default, as one before it has one`, token);
  }
  return { name, type, fallback: null, start, end };
}

/** A name, with types in brackets behind it. */
function parseType(state: ParseState): string {
  const { value } = expectKind(state, 'name', 'a type');
  if (!skipOperator(state, '[')) return value;
  const inner: string[] = [];
  while (!isOperator(peek(state), ']')) {
    if (inner.length > 0) expectOperator(state, ',');
    inner.push(nested(state, () => parseType(state)));
  }
  expectOperator(state, ']');
  return `${value}[${inner.join(',')}]`;
}

/** `, default` or `, adapter='x'`, and `supported_languages=[...]`. */
function parseMaterializationHeader(state: ParseState): { adapter: string; languages: readonly string[] } {
  let adapter = 'default';
  let languages: readonly string[] = [];
  while (skipOperator(state, ',')) {
    const option = expectKind(state, 'name', "'default', 'adapter' or 'supported_languages'");
    if (option.value === 'default') {
      adapter = 'default';
    } else if (option.value === 'adapter') {
      expectOperator(state, '=');
      adapter = expectKind(state, 'string', 'the adapter in quotes').value;
    } else if (option.value === 'supported_languages') {
      expectOperator(state, '=');
      languages = parseLanguages(state);
    } else {
      const message = `expected 'default', 'adapter' or 'supported_languages', got ${describe(option)}`;
      throw syntaxError(state, message, option);
    }
  }
  return { adapter, languages };
}

function parseLanguages(state: ParseState): string[] {
  expectOperator(state, '[');
  const languages: string[] = [];
  while (!isOperator(peek(state), ']')) {
    languages.push(expectKind(state, 'string', 'a language in quotes').value);
    if (!skipOperator(state, ',')) break;
  }
  expectOperator(state, ']');
  return languages;
}
