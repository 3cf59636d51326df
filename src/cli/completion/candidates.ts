import type { Argument, Command, Option } from 'commander';
import { collect } from '../options.ts';
import { type Candidate, customers, runbooks, runs, steps } from './names.ts';

/** What can stand where the cursor is. */
interface Completions {
  candidates: Candidate[];
  /** File names fit, too. */
  files: boolean;
}

/** A command line up to the word at the cursor, read as the program will read it. */
interface Typed {
  command: Command;
  /** The words that are no options, nor their values. */
  positional: string[];
  /** Values by the option's long name without its dashes. */
  values: Map<string, string>;
  used: Set<Option>;
  /** The option whose value the word at the cursor is. */
  open: Option | undefined;
}

function readWords(program: Command, before: readonly string[]): Typed {
  const typed: Typed = { command: program, positional: [], values: new Map(), used: new Set(), open: undefined };
  for (const word of before) {
    const { command, open } = typed;
    typed.open = undefined;
    if (open !== undefined) {
      typed.values.set(open.name(), word);
      continue;
    }
    const [flag, value] = word.split('=', 2);
    const option = word.startsWith('-')
      ? command.options.find(({ long, short }) => [long, short].includes(flag))
      : undefined;
    const below = command.commands.find((one) => one.name() === word);
    if (option !== undefined) {
      typed.used.add(option);
      if (value !== undefined) typed.values.set(option.name(), value);
      else if (option.required) typed.open = option;
    } else if (below !== undefined && typed.positional.length === 0) typed.command = below;
    else if (!word.startsWith('-')) typed.positional.push(word);
  }
  return typed;
}

/** What a command's option or argument of this name is given. */
function valuesOf(name: string, { values, positional }: Typed): Completions {
  const file = values.get('customers') ?? 'customers.yaml';
  switch (name) {
    case 'customer':
      return { candidates: customers(file), files: false };
    case 'runbook':
    case 'job':
    case 'files':
      return { candidates: runbooks(), files: true };
    case 'run':
      return { candidates: runs(file, values.get('customer')), files: false };
    case 'approve':
    case 'pause-before':
      return { candidates: positional[0] === undefined ? [] : steps(positional[0]), files: false };
    case 'pace':
      return { candidates: ['slow', 'normal', 'fast'].map((value) => ({ value })), files: false };
    case 'customers':
    case 'folder':
    case 'key':
    case 'out':
    case 'write':
      return { candidates: [], files: true };
    default:
      return { candidates: [], files: false };
  }
}

function choicesOf(one: Option | Argument, typed: Typed): Completions {
  if (one.argChoices !== undefined) return { candidates: one.argChoices.map((value) => ({ value })), files: false };
  return valuesOf(one.name(), typed);
}

/** The options that help lists; what is given once, once. */
function optionsOf({ command, used }: Typed): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => !used.has(option) || option.parseArg === collect)
    .map(({ long, flags, description }) => ({ value: long ?? flags, meaning: description }));
}

function commandsOf({ command }: Typed): Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ value: one.name(), meaning: one.description() }));
}

/**
 * What can stand where the cursor is.
 * @param words those after the program's name, the last one up to the cursor; it may be empty
 */
export function completionsOf(program: Command, words: readonly string[]): Completions {
  const current = words.at(-1) ?? '';
  const typed = readWords(program, words.slice(0, -1));
  const fitting = ({ candidates, files }: Completions) => ({
    candidates: candidates.filter(({ value }) => value.startsWith(current)),
    files,
  });
  if (typed.open !== undefined) return fitting(choicesOf(typed.open, typed));
  if (current.startsWith('-')) return fitting({ candidates: optionsOf(typed), files: false });
  if (typed.command.commands.length > 0 && typed.positional.length === 0)
    return fitting({ candidates: commandsOf(typed), files: false });
  const taken = typed.command.registeredArguments;
  const argument = taken[typed.positional.length] ?? taken.find(({ variadic }) => variadic);
  return argument === undefined ? { candidates: [], files: false } : fitting(choicesOf(argument, typed));
}
