import { witnessed } from '../load/witness.js';
import { artifactFacts } from './artifact-facts.js';
import type { CommonOptions, Context } from './context.js';
import { countText } from './count-text.js';
import { projectManifest, targetFolder, writesJson } from './manifest.js';
import { openChecked } from './open.js';
import { openOptions } from './open-options.js';
import { buildStamp, keepParse } from './parse-cache.js';
import type { OpenedProject } from './project.js';
import { watchedEnvironment } from './watched-environment.js';
import type { WrittenManifest } from './written-manifest.js';
import { writeWholeManifest } from './written-manifest.js';

/** Reads all of the project, writes its manifest, and keeps what is to be said should nothing change. */
export async function parseNow(
  context: Context,
  options: CommonOptions,
  build: string | undefined = buildStamp(),
): Promise<string> {
  if (build === undefined || options.partialParse === false) {
    const opened = await openChecked(context, options);
    await manifestWritten(context, options, opened);
    return summaryOf(opened);
  }
  const { env, reads } = watchedEnvironment(context.env);
  const { value: opened, sightings } = await witnessed(() => openChecked({ ...context, env }, options));
  const manifest = await manifestWritten(context, options, opened);
  const summary = summaryOf(opened);
  if (opened.config.flags['partial_parse'] === false) return summary;
  const { diagnostics, project } = opened;
  await keepParse(
    { root: project.root, build, options: openOptions(context, options), writeJson: options.writeJson },
    { sightings, environment: reads() },
    { diagnostics, summary, ...(manifest ? { manifest } : {}) },
  );
  return summary;
}

function summaryOf({ config, graph }: OpenedProject): string {
  return `${config.name}: ${countText(graph)}`;
}

async function manifestWritten(
  context: Context,
  options: CommonOptions,
  opened: OpenedProject,
): Promise<WrittenManifest | undefined> {
  if (!writesJson(opened, options)) return undefined;
  return writeWholeManifest(targetFolder(opened), projectManifest(opened, artifactFacts(context)));
}
