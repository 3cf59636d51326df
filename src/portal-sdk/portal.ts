import type { BrowserContext, Locator, Page } from 'playwright';
import type { z } from 'zod';
import type { Action } from './action.ts';
import type { Compared } from './compared.ts';
import type { Context } from './context.ts';

/** One thing that was looked at from outside a portal, for `keywright doctor`. */
export interface Diagnosis {
  /** What was looked at: 'company ID'. */
  what: string;
  /** `unclear`: it does not decide whether a run can work. */
  state: 'good' | 'unclear' | 'bad';
  /** What there was, as a part of a sentence. */
  found: string;
  /** What to do about it, where it is not good. */
  remedy?: string;
}

/** Words that a person has confirmed at one customer's portal: what they say, and what that is. Never where it stands. */
export interface ConfirmedWord {
  /** Which term of the portal's words it is: `member.role`. */
  term: string;
  /** What it was pointed at as: `box`. */
  kind: string;
  /** As the screen has it. */
  says: string;
  /** Words of the part of the screen that it stands in, where others there say the same. */
  in?: string | undefined;
}

/** Where somebody has pointed, in pixels of the page's view. */
export interface Spot {
  x: number;
  y: number;
}

/** What a portal's screens say in several languages. */
export interface PortalWords {
  /** Those that a customer may have, as in `language: de`. */
  readonly languages: readonly string[];
  /** Has all pages of a browser context understood so. Call it before they are looked at. */
  speak(context: BrowserContext, how: { language?: string | undefined; confirmed?: readonly ConfirmedWord[] }): void;
  /** The names of all terms: `member.role`. */
  readonly terms: readonly string[];
  /** What is wrong with words that nobody has needed yet, such as those of another language, in sentences. */
  wrong(): string[];
  /** What a term is, for people: `Role ID`; undefined if there is no such term that words can be confirmed for. */
  called(term: string): string | undefined;
  /** What stands where somebody has pointed, as words for a term; or why it cannot be kept, in a sentence. */
  pointed(page: Page, spot: Spot, term: string): Promise<{ word: ConfirmedWord; at: Locator } | { refused: string }>;
}

/** A screen without anything that a customer has put into it. */
export interface KeptScreen {
  screen: string;
  /** As the portal's own model of a screen has listed it. */
  frames: unknown;
}

/** What the model sees in a kept screen. */
export interface Replayed {
  compared: Compared[];
  /** The view's width and height. */
  view: readonly [number, number];
  /** Each thing that is shown, and what it was found as; left, top, width and height. */
  shown: { kind: string; says: string; at: readonly [number, number, number, number]; found?: string }[];
}

/** Screens that are kept for the maintainers, who can't reach the portal. */
export interface PortalScreens {
  /** What a customer has put into a screen: it may stand on others as well. */
  values(screen: string, shown: unknown): string[];
  /** A screen without it. @param values what must not be in it, wherever it was seen */
  redact(screen: string, shown: unknown, values: readonly string[]): KeptScreen;
  /** Holds a kept screen against what jobs need there. @throws if it is not of this portal */
  replay(kept: KeptScreen, language?: string): Replayed;
}

/**
 * A web application that runbooks drive. `pages/<name>/portal.ts`, or `portals/<name>/portal.ts` of a workspace,
 * exports one as its default; nothing else registers it.
 */
export interface Portal {
  /** The folder's name. */
  name: string;
  /** For people: 'ConnectWise PSA'. */
  title: string;
  /** What the customers file says about the portal beside `url` and `sign-in`. */
  settings: z.ZodObject;
  /**
   * Secrets by name with a doc line each. Their environment variable is `<PORTAL>_<NAME>`, for example
   * CONNECTWISE_PASSWORD.
   */
  secrets: Record<string, string>;
  /**
   * Of a portal that takes ConnectWise keys, for `keywright run <runbook> --vendor <name>`: what its role, member and key
   * are called in ConnectWise, what its form is called, and the levels that the role gets (left out: the table of the portal's
   * name).
   */
  vendor?: { name: string; member: string; form: string; levels?: Record<string, unknown> | undefined };
  /**
   * What its address may have beside a host name at every customer, because people run it themselves. Left out: nothing,
   * unless the customers file says `on-premises: true`. A run's evidence names what an address has.
   */
  address?: readonly ('port' | 'path')[];
  /** It has no pages, and nobody signs in: a command takes the keys (then it has no address), or an API. */
  noPages?: 'a command' | 'an API';
  /** The action that signs in. The engine uses it again when a session is lost. */
  signIn: Action;
  /**
   * Who is signed in, exactly as the screen says it; undefined if the screen does not say so for certain. Only looks.
   * The engine asks after each sign-in.
   */
  account?(ctx: Context): Promise<string | undefined>;
  /** Which tenant of the portal it is, where its address does not say so: a company ID. By the portal's settings. */
  tenant?(settings: unknown): string | undefined;
  /**
   * Why an address of the right form cannot be where people sign in, as the part of a sentence that follows its name,
   * with the address that is meant.
   */
  wrongUrl?(url: URL, onPremises: boolean): string | undefined;
  /** Hosts that this portal's pages need besides the one in `url`: sign-in pages, the API. */
  hosts(url: URL): string[];
  /**
   * Hosts that a person's sign-in leads through, such as an identity provider's. The browser may reach them; no secret
   * is ever typed or sent there.
   */
  signInHosts?(url: URL, settings: unknown): string[];
  /** Called for each new page or pop-up window of the portal, to deal with what may come up at any time. */
  watch?(page: Page, note: Context['note']): Promise<void>;
  /**
   * What the names of its requests call the records that actions change: a check sends none that would change one. Left
   * out: a check sends nothing that may change anything.
   */
  records?: RegExp;
  /** Looks at the portal from outside: nobody signs in, and no secret is sent. For `keywright doctor`. */
  diagnose?(portal: { url: URL; settings: unknown; request: Context['request'] }): Promise<Diagnosis[]>;
  /** What its screens say, where that is data. */
  words?: PortalWords;
  /** Its screens, for `check-screens --bundle` and `replay`. */
  screens?: PortalScreens;
  actions: Action[];
}
