import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { registerSecret } from './filter.ts';
import { Secret } from './secret.ts';

/** Asks the person at the terminal without showing what is typed; undefined where there is no terminal. */
export type Prompt = (question: string) => Promise<string | undefined>;

export interface SecretSource {
  /** The secret of that variable name, or undefined where nothing gives it. Every secret that comes out is registered with the filter. */
  get(variable: string, label: string): Promise<Secret | undefined>;
  /** Asks the person for something that is good once, such as a one-time code: not kept, and too short for the filter. @throws when there is nobody to ask */
  ask(label: string): Promise<Secret>;
  /** As `get`, and asks the person where nothing else gives it. @throws naming the variable when there is nobody to ask */
  need(variable: string, label: string): Promise<Secret>;
}

/** Runs a password manager's command line, for example `op read op://…`, and takes what it prints. */
async function fromCommand(command: string, variable: string): Promise<string> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`The command in ${variable} ended with exit code ${code}. Run it by hand to see why.`);
  return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
}

/**
 * Secrets in this order: the environment, `.env.<customer>`, `.env`, a prompt. `<NAME>_COMMAND` in any of them names a command that prints the value.
 * The files are read here and never put into the environment, where child processes would see them.
 */
export function openSources(workspace: string, customer: string, prompt: Prompt): SecretSource {
  const files = [`.env.${customer}`, '.env'].map((name) => join(workspace, name)).filter((file) => existsSync(file));
  const layers: Record<string, string | undefined>[] = [process.env, ...files.map((file) => parse(readFileSync(file)))];
  const known = new Map<string, Secret>();

  async function find(variable: string): Promise<string | undefined> {
    for (const layer of layers) {
      if (layer[variable]) return layer[variable];
      const command = layer[`${variable}_COMMAND`];
      if (command) return await fromCommand(command, `${variable}_COMMAND`);
    }
    return undefined;
  }

  function keep(variable: string, value: string, label: string): Secret {
    const secret = new Secret(value, label);
    registerSecret(secret);
    known.set(variable, secret);
    return secret;
  }

  return {
    async get(variable, label) {
      const value = known.get(variable) ?? (await find(variable));
      return typeof value === 'string' ? keep(variable, value, label) : value;
    },
    async ask(label) {
      const typed = await prompt(label);
      if (typed) return new Secret(typed.trim(), label);
      throw new Error(`${label} is needed, and there is nobody to ask. Run in a terminal, or configure the one-time-code secret (see .env.example).`);
    },
    async need(variable, label) {
      const found = await this.get(variable, label);
      if (found !== undefined) return found;
      const typed = await prompt(`${label} (${variable})`);
      if (typed) return keep(variable, typed, label);
      throw new Error(`${label} is not set. Put ${variable} into .env.${customer} (see .env.example), into the environment, or run in a terminal to be asked.`);
    },
  };
}
