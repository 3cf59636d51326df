import type { Argument, Command, Option } from 'commander';
import { wrap } from './text-width.ts';

/** One command, told once: its words, what it takes, and its work. */
export interface Definition {
  name: string;
  description: string;
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** For `keywright --help`: command lines, and what each does. */
  examples?: readonly (readonly [line: string, meaning: string])[];
  /**
   * Does the work. It imports what it needs only when it is called, so that the words of all commands load fast.
   * Commander calls it with the arguments, one by one, and then the options.
   */
  action?(...given: never[]): unknown;
  commands?: readonly Definition[];
  /** Help does not list it. */
  hidden?: true;
}

export function define(definition: Definition): Definition {
  return definition;
}

/** Adds a defined command, and the commands below it, to another. */
export function addCommand(parent: Command, definition: Definition): void {
  const command = parent
    .command(definition.name, { hidden: definition.hidden ?? false })
    .description(definition.description);
  for (const argument of definition.arguments ?? []) command.addArgument(argument);
  for (const option of definition.options ?? []) command.addOption(option);
  for (const below of definition.commands ?? []) addCommand(command, below);
  if (definition.action !== undefined)
    command.action(definition.action as (...given: unknown[]) => void | Promise<void>);
}

/**
 * The examples of some commands, each with its meaning beside it; below it where both do not fit.
 * @param width cells of a line
 */
export function exampleLines(definitions: readonly Definition[], width: number): string {
  const examples = definitions.flatMap((definition) => definition.examples ?? []);
  const column = Math.max(...examples.map(([line]) => line.length)) + 2;
  const beside = examples.every(([, meaning]) => 2 + column + meaning.length <= width);
  return examples
    .map(([line, meaning]) =>
      beside
        ? `  ${line.padEnd(column)}${meaning}`
        : [`  ${line}`, ...wrap(meaning, width - 6).map((text) => `      ${text}`)].join('\n'),
    )
    .join('\n');
}
