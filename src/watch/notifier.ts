import { problemOfError } from '../browser/network-problem.ts';
import type { Proxies } from '../browser/proxies.ts';
import { ask } from '../browser/request.ts';
import { UserError } from '../files/user-error.ts';
import { runCommand } from '../secrets/command.ts';
import { redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Notice } from './notices.ts';

/** How long a message may take to go out. Milliseconds. */
const LIMIT = 20_000;

interface NotifierOptions {
  /** A command line that gets each notice as JSON on its standard input. */
  command: string | undefined;
  /** An https address that takes `{ "text": … }`, as chat programs do. Whoever knows it can write there. */
  webhook: Secret | undefined;
  /** What leads to the webhook. Left out: it is reached directly. */
  proxies?: Proxies | undefined;
  /** Whether a variable of the environment is kept from the command. */
  withhold(name: string): boolean;
  say(text: string): void;
}

/** Brings notices to people elsewhere, one after the other. That one cannot be brought never stops a run. */
export class Notifier {
  readonly #options: NotifierOptions;
  #last = Promise.resolve();

  /** @throws UserError if the address of the webhook is none, or anybody on the way could read it */
  constructor(options: NotifierOptions) {
    this.#options = options;
    if (options.webhook !== undefined) addressOf(options.webhook);
  }

  readonly tell = (notice: Notice): void => {
    const text = redact(JSON.stringify({ text: notice.text, keywright: notice }));
    this.#last = this.#last.then(async () => {
      await this.#bring('KEYWRIGHT_NOTIFY_COMMAND', () => this.#run(text));
      await this.#bring('KEYWRIGHT_NOTIFY_URL', () => this.#post(text));
    });
  };

  /** Resolves when all that was told has gone out. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #bring(variable: string, send: () => Promise<string | undefined>): Promise<void> {
    const wrong = await send().catch((error: Error) => error.message);
    if (wrong !== undefined) this.#options.say(`A notice did not go out (${variable}): ${wrong}.`);
  }

  async #run(text: string): Promise<string | undefined> {
    const { command, withhold, say } = this.#options;
    if (command === undefined) return undefined;
    const { code } = await runCommand({ line: command, environment: {}, withhold, input: text, say, limit: LIMIT });
    if (code === 'late') return `the command did not end within ${LIMIT / 1_000} s`;
    return code === 0 ? undefined : `the command ended with exit code ${code}`;
  }

  async #post(text: string): Promise<string | undefined> {
    const { webhook, proxies } = this.#options;
    if (webhook === undefined) return undefined;
    const { status } = await ask(addressOf(webhook), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(text, 'utf8'),
      timeout: LIMIT,
      proxies,
    }).catch((error: unknown) => {
      throw new Error(problemOfError(error)?.actual ?? 'no answer');
    });
    return status >= 200 && status < 300 ? undefined : `the answer was ${status}`;
  }
}

function addressOf(webhook: Secret): URL {
  const text = webhook.reveal();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const here = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || here)) return url;
  throw new UserError('KW-ENVIRONMENT', 'KEYWRIGHT_NOTIFY_URL must be an https address.');
}
