import { z } from 'zod';
import {
  type Context,
  excerpt,
  type HttpAnswer,
  type HttpRequest,
  type Portal,
  ScreenProblem,
} from '../../src/portal-sdk/index.ts';
import { type ApiDescription, isPrivate } from './api-description.ts';
import type { Described } from './description.ts';
import { filled, type Wish } from './template.ts';
import { actionsWithoutPages, type Held } from './without-pages.ts';

const OUTSIDE = { outsidePage: true } as const;

/** What stands at `data.publicKey` of an answer; undefined where there is nothing. @throws if it is no JSON */
const fieldOf = ({ body }: HttpAnswer, field: string): unknown =>
  field
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      JSON.parse(body),
    );

/** The JSON of a request, with the key in it. */
function sent(value: unknown, wish: Wish): unknown {
  if (typeof value === 'string') return isPrivate(value) ? wish.privateKey : filled(value, wish);
  if (Array.isArray(value)) return value.map((one) => sent(one, wish));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sent(inner, wish)]));
}

/** How this portal is asked. */
class Api {
  readonly #title: string;
  readonly #api: ApiDescription;

  constructor(title: string, api: ApiDescription) {
    this.#title = title;
    this.#api = api;
  }

  get secret(): 'PASSWORD' | 'TOKEN' {
    return this.#api.auth === 'basic' ? 'PASSWORD' : 'TOKEN';
  }

  #signed(ctx: Context): HttpRequest {
    const { auth } = this.#api;
    const secret = ctx.secret(this.secret)!;
    const accept = { accept: 'application/json' };
    if (auth === 'bearer') return { bearer: secret, headers: accept };
    if (auth === 'basic')
      return { basic: { user: (ctx.settings as { username: string }).username, password: secret }, headers: accept };
    return { headers: { ...accept, [auth.header]: [auth.prefix ?? '', secret] } };
  }

  /** Asks. @param values what `${{ … }}` in the path stands for @throws if the answer is none of these, or no success */
  async ask(
    ctx: Context,
    { method = 'GET', path, values, ...more }: HttpRequest & { path: string; values?: Partial<Wish> },
    besides: readonly number[] = [],
  ): Promise<HttpAnswer> {
    const encoded = Object.fromEntries(
      Object.entries(values ?? {}).map(([name, value]) => [name, encodeURIComponent(String(value))]),
    );
    const target = `${ctx.url.origin}${ctx.url.pathname.replace(/\/$/, '')}${filled(path, encoded as unknown as Wish)}`;
    const answer = await ctx.request(target, { method, ...this.#signed(ctx), ...more });
    const { status, body } = answer;
    if ((status >= 200 && status < 300) || besides.includes(status)) return answer;
    throw new ScreenProblem({
      code: 'KW-HTTP-STATUS',
      screen: this.#title,
      expected: `a success as the answer to ${method} ${path}`,
      actual: `the answer ${status} (${excerpt(body, 160)})`,
      hint:
        status === 401 || status === 403
          ? `Check the ${this.secret.toLowerCase()} of ${this.#title} and what it may do, then run again.`
          : 'Look at its words, and at the paths of its page; then run again: it looks first and continues from what is there.',
      retry: status >= 500,
    });
  }

  /** A field of an answer. @throws if it is no JSON */
  field(answer: HttpAnswer, name: string): unknown {
    try {
      return fieldOf(answer, name);
    } catch {
      throw new ScreenProblem({
        screen: this.#title,
        expected: 'an answer in JSON',
        actual: `"${excerpt(answer.body, 160)}"`,
        hint: 'Check the address of the portal, and the paths of its page.',
      });
    }
  }
}

/** A portal that takes the keys in requests of its REST API. */
export function apiPortal(
  name: string,
  { title, vendor, address, hosts = [] }: Described,
  api: ApiDescription,
): Portal {
  const asked = new Api(title, api);
  const { read, store, test, clear } = api;

  async function look(ctx: Context): Promise<Held | undefined> {
    const answer = await asked.ask(ctx, { path: read.path }, [404]);
    const publicKey = answer.status === 404 || answer.body === '' ? undefined : asked.field(answer, read.key);
    if (typeof publicKey !== 'string' || publicKey === '') return undefined;
    const actual = `${title} holds the key ${publicKey}`;
    if (test === undefined) return { publicKey, actual: `${actual}.`, connection: 'unknown', details: { publicKey } };
    const said = asked.field(await asked.ask(ctx, { method: test.method, path: test.path, reads: true }), test.field);
    return {
      publicKey,
      actual: `${actual}, and says of the connection: "${excerpt(String(said), 80)}".`,
      connection: said === test.works ? 'works' : 'fails',
      details: { publicKey, connection: excerpt(String(said), 80) },
    };
  }

  return {
    name,
    title,
    noPages: 'an API',
    ...(vendor && { vendor: { ...vendor, form: title } }),
    ...(address && { address }),
    settings:
      api.auth === 'basic'
        ? z.strictObject({ username: z.string().min(1).max(200).describe('Who asks.') })
        : z.strictObject({}),
    secrets: { [asked.secret]: `${title} ${asked.secret === 'TOKEN' ? 'API token' : 'password'}` },
    hosts: () => [...hosts],
    ...actionsWithoutPages(name, {
      title,
      page: api,
      gives: 'send the key to',
      takesBack: 'remove the key from',
      none: `${title} holds no key.`,
      holds: async (ctx) =>
        await ctx.reading(
          `Which key ${title} holds`,
          async () =>
            await ctx.gesture(`Ask ${title} which key it holds`, async () => await look(ctx), {
              reads: true,
              proves: `The key of ${title}`,
              ...OUTSIDE,
            }),
        ),
      async give(ctx, wish) {
        const { method, path, json } = store;
        await ctx.gesture(
          `Send the key ${wish.publicKey} to ${title}`,
          async () => await asked.ask(ctx, { method, path, values: wish, json: sent(json, wish) }),
          { kind: 'commit', ...OUTSIDE },
        );
      },
      async takeBack(ctx, { publicKey }) {
        if (clear === undefined) return 'no request removes it there';
        await ctx.gesture(
          `Have ${title} remove the key ${publicKey}`,
          async () => await asked.ask(ctx, { ...clear, values: { publicKey } }, [404]),
          { kind: 'commit', ...OUTSIDE },
        );
        return undefined;
      },
    }),
  };
}
