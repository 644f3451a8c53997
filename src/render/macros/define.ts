/** One macro of the two packages that every project has. */
export interface BuiltinMacro {
  readonly package: 'dbt' | 'dbt_postgres';
  /** Under which templates call it. */
  readonly name: string;
  readonly text: string;
}

/** Macros about one subject, as a file of macros would hold them. */
export interface Topic {
  readonly name: string;
  readonly macros: readonly BuiltinMacro[];
}

/** Gathers the macros of a topic. */
export function topic(name: string, ...macros: readonly (readonly BuiltinMacro[])[]): Topic {
  return { name, macros: macros.flat() };
}

/** A macro of `dbt`. Parameters stand apart by blanks, a default without blanks behind `=`. */
export function macro(name: string, parameters: string, body: string): BuiltinMacro[] {
  return [{ package: 'dbt', name, text: textOf(name, parameters, body) }];
}

/** A macro of `dbt_postgres`. */
export function postgresMacro(name: string, parameters: string, body: string): BuiltinMacro[] {
  return [{ package: 'dbt_postgres', name, text: textOf(name, parameters, body) }];
}

/** The implementations behind a macro: the one of PostgreSQL comes before the default. */
export interface Implementations {
  readonly default?: string;
  readonly postgres?: string;
}

/** A macro that calls its implementation through dispatch, so that projects and packages may put theirs in between. */
export function dispatched(name: string, parameters: string, bodies: Implementations): BuiltinMacro[] {
  return [...macro(name, parameters, dispatchCall(name, parameters)), ...implementations(name, parameters, bodies)];
}

/** A generic test: a macro `test_<name>` that calls its implementation through dispatch. */
export function genericTest(name: string, parameters: string, body: string): BuiltinMacro[] {
  const call = dispatchCall(`test_${name}`, parameters);
  const test = `{%- test ${name}(${signature(parameters)}) -%}\n  ${call}\n{%- endtest -%}\n`;
  return [
    { package: 'dbt', name: `test_${name}`, text: test },
    ...implementations(`test_${name}`, parameters, { default: body }),
  ];
}

function implementations(name: string, parameters: string, bodies: Implementations): BuiltinMacro[] {
  const made: BuiltinMacro[] = [];
  if (bodies.default !== undefined) made.push(...macro(`default__${name}`, parameters, bodies.default));
  if (bodies.postgres !== undefined) made.push(...postgresMacro(`postgres__${name}`, parameters, bodies.postgres));
  return made;
}

function dispatchCall(name: string, parameters: string): string {
  return `{%- do return(adapter.dispatch('${name}', 'dbt')(${namesOf(parameters).join(', ')})) -%}`;
}

function textOf(name: string, parameters: string, body: string): string {
  return `{%- macro ${name}(${signature(parameters)}) -%}\n${body.trim()}\n{%- endmacro -%}\n`;
}

function signature(parameters: string): string {
  return words(parameters).join(', ');
}

function namesOf(parameters: string): string[] {
  return words(parameters).map((word) => word.replace(/=.*$/s, ''));
}

function words(parameters: string): string[] {
  return parameters.split(' ').filter((word) => word !== '');
}
