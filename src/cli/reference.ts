import type { Command } from 'commander';

/** One page of the command reference. */
export interface Page {
  /** File name below docs/commands. */
  readonly file: string;
  readonly text: string;
}

/** The reference, one page a command and an index, from the same tree that --help prints. */
export function renderReference(program: Command): readonly Page[] {
  const commands = program.commands.filter(isShown);
  const rows = commands.map((command) => `| [${command.name()}](${command.name()}.md) | ${command.summary()} |`);
  const index = [
    '# Commands',
    '',
    'Made from the program by `npm run reference`.',
    '',
    '| command | what it does |',
    '| --- | --- |',
    ...rows,
    '',
  ];
  return [
    { file: 'README.md', text: index.join('\n') },
    ...commands.map((command) => ({ file: `${command.name()}.md`, text: page(command) })),
  ];
}

/** Verbs of dbt that are not there have no summary; docs/dbt-commands.md names them. */
function isShown(command: Command): boolean {
  return command.name() !== 'help' && command.summary() !== '';
}

function page(command: Command): string {
  const sections = [command, ...command.commands.filter(isShown)];
  return `# jiggy ${command.name()}\n\n${command.description()}\n${sections.map(section).join('')}`;
}

function section(command: Command): string {
  return `\n\`\`\`text\n${helpText(command)}\n\`\`\`\n`;
}

/** The help page as the terminal shows it at 100 columns, whatever terminal runs this. */
function helpText(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
    stripColor: (part) => part,
  });
  command.configureHelp({ ...command.configureHelp(), helpWidth: 100 });
  command.outputHelp();
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
