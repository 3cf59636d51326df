import { element, look, show } from './element.ts';
import { icon } from './icons.ts';
import { type Layer, openLayer } from './layers.ts';
import { nextId } from './names.ts';
import { pause } from './pause.ts';

interface ComboOptions {
  /** The readable class is `cw_<field>`. */
  field: string;
  options: readonly string[];
  value?: string;
  /** Only events of a real person count. */
  trusted?: boolean;
  changed?: (value: string) => void;
  /** Enter in the box, after the value is committed. */
  enter?: () => void;
  id?: string;
}

/**
 * A combo box (PRODUCT.md A4): `.mm_comboBox` holds the input and, beside it, the arrow; the list is a layer under
 * `<body>`. A value counts when it is chosen from the list,
 * or typed and left with an exact entry; any other text goes back to the last value. While its list reloads it takes
 * any text, and drops it when the list is there.
 */
export class Combo {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #arrow: SVGSVGElement;
  readonly #settings: ComboOptions;
  #options: readonly string[];
  #value: string;
  #typed = false;
  #reloading = 0;
  #layer: Layer | undefined;

  constructor(settings: ComboOptions) {
    this.#settings = settings;
    this.#options = settings.options;
    this.#value = settings.value ?? '';
    this.input = element('input', 'combo-input', `cw_CwComboBox cw_${settings.field}`);
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.id = settings.id ?? nextId('x-auto', 'input');
    this.input.value = this.#value;
    this.#arrow = icon('down', 15);
    this.element = element('div', 'combo', 'mm_comboBox', this.input, this.#arrow);

    this.#arrow.addEventListener('mousedown', (event) => {
      event.preventDefault();
      if (!this.#counts(event)) return;
      this.input.focus();
      if (this.#layer) this.#layer.close();
      else void this.#open(this.#options);
    });
    this.input.addEventListener('input', (event) => {
      if (!this.#counts(event)) return;
      this.#typed = true;
      const text = this.input.value.toLowerCase();
      void this.#open(this.#options.filter((option) => option.toLowerCase().startsWith(text)));
    });
    this.input.addEventListener('keydown', (event) => this.#key(event));
    this.input.addEventListener('blur', () => this.#leave());
    this.input.addEventListener('focus', () => look(this.element, 'focused', true));
  }

  get value(): string {
    return this.#value;
  }

  /** Shows a value without asking anybody. */
  set(value: string): void {
    this.#value = value;
    this.#typed = false;
    this.input.value = value;
    this.input.title = value;
  }

  setOptions(options: readonly string[]): void {
    this.#options = options;
    this.#layer?.close();
  }

  disable(on: boolean): void {
    this.input.disabled = on;
    look(this.element, 'disabled', on);
  }

  /**
   * Takes a new list that arrives later. What was entered meanwhile is dropped when it is there (PRODUCT.md A4).
   */
  async reload(list: Promise<readonly string[]>): Promise<void> {
    const turn = ++this.#reloading;
    const [options] = await Promise.all([list, pause(4)]);
    if (turn !== this.#reloading) return;
    this.#reloading = 0;
    this.setOptions(options);
    this.set('');
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  #counts(event: Event): boolean {
    return !this.input.disabled && (event.isTrusted || !this.#settings.trusted);
  }

  async #open(options: readonly string[]): Promise<void> {
    this.#layer?.close();
    // While the list is on its way there's nothing to show.
    if (this.#reloading) return;
    await pause(0.4);
    if (document.activeElement !== this.input || this.#layer) return;
    const entries = options.map((option) => {
      const entry = element(
        'div',
        option === this.#value ? 'entry entry-current' : 'entry',
        '',
        element('div', 'entry-text', 'mm_label', option === '' ? '\u00a0' : option),
      );
      entry.addEventListener('click', (event) => {
        if (!this.#counts(event)) return;
        this.#commit(option);
        this.#layer?.close();
      });
      return entry;
    });
    if (entries.length === 0) return;
    this.#layer = openLayer(this.element, entries, { closed: () => (this.#layer = undefined) });
    look(this.#layer.element.children[0]!, 'entry-marked', this.#typed && options.length === 1);
  }

  #key(event: KeyboardEvent): void {
    if (!this.#counts(event)) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      if (!this.#layer) void this.#open(this.#options);
    }
    if (event.key === 'Escape') this.set(this.#value);
    if (event.key === 'Enter') {
      this.#settle();
      this.#layer?.close();
      this.#settings.enter?.();
    }
  }

  #leave(): void {
    look(this.element, 'focused', false);
    this.#layer?.close();
    this.#settle();
  }

  /** An exact entry counts; other typed text goes back to what was there. */
  #settle(): void {
    if (!this.#typed) {
      // A value that a script wrote without typing was never seen.
      this.input.value = this.#value;
      return;
    }
    const text = this.input.value.trim().toLowerCase();
    const exact = this.#options.find((option) => option.toLowerCase() === text);
    if (exact !== undefined) this.#commit(exact);
    else if (this.#reloading) this.#commit(this.input.value);
    else this.set(this.#value);
  }

  #commit(value: string): void {
    const changed = value !== this.#value;
    this.set(value);
    if (changed) this.#settings.changed?.(value);
  }

  hide(on: boolean): void {
    show(this.element, !on);
  }
}
