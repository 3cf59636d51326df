import type { Context } from '../src/portal-sdk/index.ts';
import type { View } from './screen/view.ts';

/** What every screen has: the context of the run, and what is shown in the browser. */
export abstract class Screen<V extends View = View> {
  protected readonly ctx: Context;
  protected readonly view: V;

  constructor(view: V) {
    this.ctx = view.ctx;
    this.view = view;
  }
}
