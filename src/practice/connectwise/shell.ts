import { html, raw } from 'hono/html';
import { ENDING } from '../../web/client-files.ts';
import { readStyles } from '../../web/read-styles.ts';
import { CUSTOMIZE, MODULES } from './modules.ts';
import type { CompanyState, Session } from './state.ts';
import type { Variants } from './variants.ts';

const STYLE = readStyles(new URL('style/', import.meta.url), [
  'base',
  'shell',
  'side-nav',
  'screen',
  'grid',
  'combo',
  'level-table',
  'form',
  'pods',
  'today',
  'waiting',
  'window',
]);

/** What the browser's side needs to know before it can start. */
export interface Boot {
  /** What generated class names begin with. */
  prefix: string;
  variants: Variants;
  /** Milliseconds that all waiting is scaled by. */
  delay: number;
  /** The style sheet; `.look-name` stands for the generated class of a look. */
  style: string;
  companyId: string;
  memberId: string;
  admin: boolean;
  roleName: string;
  /** Rows of each module of a role, and what the (customize) windows list, by `module/row`. */
  modules: Readonly<Record<string, readonly string[]>>;
  customize: Readonly<Record<string, readonly string[]>>;
  /** `shell`: the whole page. `module`: the inside of a frame that holds System's screens. */
  part: 'shell' | 'module';
}

/** The page that everything after sign-in happens on (PRODUCT.md A7, A10). */
export function shellPage(
  company: CompanyState,
  session: Session,
  options: Pick<Boot, 'prefix' | 'variants' | 'delay' | 'part'>,
) {
  const boot: Boot = {
    ...options,
    style: STYLE,
    modules: MODULES,
    customize: CUSTOMIZE,
    companyId: company.companyId,
    memberId: session.username,
    admin: session.admin,
    roleName: session.admin ? 'Admin' : 'Technician',
  };
  return html`<!DOCTYPE html>
    <html>
      <head>
        <meta charset="utf-8" />
        <title>Manage: ${company.companyName}</title>
        <script id="boot" type="application/json">${raw(JSON.stringify(boot).replaceAll('<', '\\u003c'))}</script>
      </head>
      <body>
        <iframe id="__gwt_historyFrame" tabindex="-1" style="position:absolute;width:0;height:0;border:0"></iframe>
        <script type="module" src="client/main${ENDING}"></script>
      </body>
    </html>`;
}
