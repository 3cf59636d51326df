import { element } from '../element.ts';
import type { Route } from '../routes.ts';
import type { Screen } from '../workspace.ts';

interface ModuleWindow extends Window {
  moduleGo?(place: Route): void;
  moduleUnsaved?(): boolean;
}

/** A same-origin frame that holds System's screens (PRODUCT.md A9). */
export function systemFrame(): Screen {
  const frame = element('iframe', 'module-frame');
  const inside = () => frame.contentWindow as ModuleWindow | null;
  return {
    element: element('div', 'module-holder', '', frame),
    async open(place) {
      if (inside()?.moduleGo) return inside()!.moduleGo!(place);
      frame.src = `systemmodule.aspx?locale=en_US#${encodeURIComponent(JSON.stringify(place))}`;
    },
    unsaved: () => inside()?.moduleUnsaved?.() ?? false,
  };
}
