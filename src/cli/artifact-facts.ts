import { randomUUID } from 'node:crypto';
import type { ArtifactFacts } from '../artifacts/metadata.js';
import type { RuntimeFacts } from '../render/runtime-facts.js';
import type { Context } from './context.js';

/** What the artifacts of a command say of it. */
export function artifactFacts(
  context: Context,
  command: Pick<RuntimeFacts, 'invocationId' | 'startedAt'> = newCommand(context),
): ArtifactFacts {
  const { invocationId, startedAt } = command;
  return { generatedAt: context.clock.now(), startedAt, invocationId, env: context.env };
}

function newCommand(context: Context): Pick<RuntimeFacts, 'invocationId' | 'startedAt'> {
  return { invocationId: randomUUID(), startedAt: context.clock.now() };
}
