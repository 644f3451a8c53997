import { hasErrors } from '../core/diagnostic.js';
import { findProjectRoot } from '../load/find-project.js';
import { artifactFacts } from './artifact-facts.js';
import type { CommonOptions, Context } from './context.js';
import { openOptions } from './open-options.js';
import { buildStamp, recallParse } from './parse-cache.js';
import { renewManifest } from './written-manifest.js';

/**
 * Says again what was said of the project while nothing has changed since, and writes the manifest as this command's.
 * Undefined where the project has to be read.
 */
export async function parsedBefore(
  context: Context,
  options: CommonOptions,
  build: string | undefined = buildStamp(),
): Promise<string | undefined> {
  if (build === undefined || options.partialParse === false) return undefined;
  const root = await findProjectRoot(context.cwd, options.projectDir).catch(() => undefined);
  if (root === undefined) return undefined;
  const known = recallParse({ root, build, options: openOptions(context, options), writeJson: options.writeJson });
  if (!known) return undefined;
  const { record, keepManifest } = known;
  if (hasErrors(record.diagnostics.flatMap((each) => context.policy(each) ?? []))) return undefined;
  if (record.manifest) {
    const manifest = await renewManifest(record.manifest, artifactFacts(context)).catch(() => undefined);
    if (!manifest) return undefined; // another command is writing it
    await keepManifest(manifest);
  }
  context.report(record.diagnostics);
  return record.summary;
}
