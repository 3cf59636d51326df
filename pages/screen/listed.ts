/** What a look asks for. */
export interface Options {
  /** The profile's known facts: CSS by a name of the caller's. */
  hooks: Record<string, string>;
  /** A pattern of texts that must not leave the page, such as a key that nobody has read yet. */
  hides?: string;
}

/** One thing that is shown, as it comes from the page. What is false or empty is left out. */
export interface Listed {
  /** Finds the element again; of a text, the element around it. */
  id: number;
  /** The place of what it is in, in the same list; -1 for the outermost. */
  up: number;
  /** Empty for a text. */
  tag: string;
  /** Given, or by the tag. */
  role?: string;
  /** Takes keys, holds a tick, takes a press, is a small picture, or is a text. */
  kind?: 'box' | 'check' | 'button' | 'icon' | 'text';
  /** Left, top, width and height of what can be seen of it, in pixels of its document's view. */
  box: [number, number, number, number];
  text?: string;
  /**
   * Of a text that is not all of its element: its first and its last node in the element, and
   * the letter of the first at which it begins.
   */
  nodes?: [first: number, last: number, from: number];
  /** Of a text: a space follows it. */
  gap?: true;
  /** Of a text: size in pixels, and weight. */
  font?: [number, number];
  /** Of a text: its colour, where it is not grey. */
  ink?: string;
  /** In place of a text that must not leave the page: equal for equal texts. */
  imprint?: number;
  /** It stands in a line of its own. */
  block?: true;
  /** `aria-label`, or the unseen text of a picture that is pressed. */
  label?: string;
  /** `title`, `alt` or `data-tooltip`. */
  title?: string;
  placeholder?: string;
  /** Labels that the page links to it. */
  linked?: string[];
  /** An asterisk is drawn before or after it. */
  star?: true;
  /** Of a heading. */
  level?: number;
  /** The hooks that select it. */
  hooks?: string[];
  /** Laid out by coordinates. */
  placed?: true;
  /** Stays in sight at the edge of what scrolls it. */
  sticks?: true;
  /** The mouse goes through it. */
  through?: true;
  /** How high it lies over the page; nothing for the page itself. */
  layer?: number;
  /** The colour behind it. */
  ground?: string;
  /** A line is drawn under it. */
  line?: true;
  /** How far it is scrolled, how much can be seen, and how high it is, in pixels. */
  scroll?: [number, number, number];
  /** What it scrolls is the page: it moves with it. */
  page?: true;
  /** The same from left to right. */
  sideways?: [number, number, number];
  /** Its text is cut with an ellipsis. */
  cut?: true;
  focused?: true;
  /** Called a label or a placeholder by its class: no value. */
  hint?: true;
  disabled?: true;
  readonly?: true;
  required?: true;
  invalid?: true;
  expanded?: boolean;
  selected?: true;
  popup?: true;
  /** Of a box. */
  value?: string;
  /** Of a box: `text`, `password`, `email`, `select`, `textarea`, `div`, … */
  type?: string;
  /** Of the browser's own list, which may be of a box that takes keys. */
  entries?: string[];
  /** How many letters it takes. */
  longest?: number;
  checked?: boolean;
  /** All that a drawn state could show in. */
  look?: string;
  /** A check box that is there, but drawn by something else. */
  ghost?: true;
}

/** What one document shows. */
export interface SnapshotOfFrame {
  items: Listed[];
  /** Whether it holds frames that are shown. */
  frames: boolean;
  /** Where its view begins in the page's; null where it is hidden, missing where a frame of another host lies between. */
  origin?: [number, number] | null | undefined;
  view: [number, number];
  title: string;
  /** When the document began, in milliseconds since 1970. */
  began: number;
  /** When it was looked at, and what it had announced by then and taken away again; in milliseconds since 1970. */
  at: number;
  passed: { at: number; text: string }[];
  /** Whether something is being animated that ends. */
  moves: boolean;
  /** Milliseconds since its last change. */
  quiet: number;
  /** Another one as soon as it may show something else. */
  version: number;
}

/** What a frame answers: what it shows, or that it shows the same as when it was asked last. */
export type Answer = (SnapshotOfFrame | { same: true; quiet: number }) & {
  /** The document that answers. */
  world: string;
};
