import type { CompileOptions } from '../render/compile-options.js';
import type { RuntimeFacts } from '../render/runtime-facts.js';
import type { Context } from './context.js';
import { invocationArgs } from './invocation-args.js';
import { artifactFacts, describerOf } from './manifest.js';
import type { OpenedProject } from './project.js';

/** Facts of the running command for its templates. */
export function runtimeFacts(context: Context, which: string, more: Partial<RuntimeFacts> = {}): RuntimeFacts {
  return {
    invocationId: context.invocationId,
    startedAt: context.clock.now(),
    which,
    args: invocationArgs(context, which),
    command: context.commandLine === '' ? which : context.commandLine,
    selectedResources: [],
    fullRefresh: context.options.fullRefresh === true,
    empty: context.options.empty === true,
    clock: { now: () => context.clock.now(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    ...more,
  };
}

/** What all templates of a command share; names of relations are the caller's. */
export function compileOptionsOf(
  context: Context,
  opened: OpenedProject,
  runtime: RuntimeFacts,
): Omit<CompileOptions, 'names'> {
  const { graph, config, macros, disabled, groups } = opened;
  return {
    graph,
    config,
    macros,
    disabled,
    groups,
    runtime,
    describe: describerOf(opened, artifactFacts(context, runtime)),
  };
}
