import { isScalar, parseDocument, visit } from 'yaml';
import type { Portal } from '../portal-sdk/index.ts';
import type { Registry } from './actions.ts';
import type { Checked } from './diagnostic.ts';
import { readMap } from './input-file.ts';
import { ownTables, VENDORS } from './own-runbooks.ts';
import { suggestion } from './suggest.ts';

/** The portal that the shipped runbooks hand keys to, as they call it and its form. */
export const WRITTEN_FOR = { name: 'mspcfo', title: /\bMSPCFO\b/g, form: /\bApi Credentials\b/g };

/** A portal that runbooks can be made for. */
type VendorPortal = Portal & Required<Pick<Portal, 'vendor'>>;

/** The vendor of this name, with the levels that it asks for. */
export function vendorOf(name: string, registry: Registry): Checked<{ portal: VendorPortal; levels: unknown }> {
  const portal = registry.get(name);
  const refuse = (message: string, hint: string | undefined) => ({
    diagnostics: [{ file: `--vendor ${name}`, code: 'KW-VENDOR-UNKNOWN' as const, message, hint }],
  });
  if (portal?.vendor === undefined) {
    const broken = registry.broken?.find((one) => one.name === name);
    if (broken?.diagnostics !== undefined) return { diagnostics: [...broken.diagnostics] };
    const known = [...registry.values()].filter(({ vendor }) => vendor !== undefined).map((one) => one.name);
    return refuse(
      `no page describes how ${name} takes keys`,
      suggestion(name, known, 'Vendors') ?? 'Write portals/<name>.yaml, with `vendor`.',
    );
  }
  const { levels } = portal.vendor;
  if (levels !== undefined) return { portal: portal as VendorPortal, levels };
  const table = `${VENDORS}/${name}`;
  if (!ownTables().includes(table))
    return refuse(`the page of ${name} has no \`vendor: { levels: … }\``, 'Add the levels that its role needs.');
  const read = readMap(table, '.', (mistake) => ({ diagnostics: [{ file: table, ...mistake }] }));
  return 'diagnostics' in read ? read : { portal: portal as VendorPortal, levels: read.value };
}

/**
 * A runbook that is written for MSPCFO, for another vendor: its actions, its name, and what is made in ConnectWise. It is
 * a runbook of its own, with a name of its own, so that evidence, `resume` and inputs need nothing else.
 */
export function forVendor(text: string, { portal, levels }: { portal: VendorPortal; levels: unknown }): Buffer {
  const { name, title, vendor } = portal;
  const document = parseDocument(text);
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const { value } = node;
      if (value === WRITTEN_FOR.name) node.value = name;
      else if (value.startsWith(`${WRITTEN_FOR.name}.`)) node.value = value.replace(WRITTEN_FOR.name, name);
      else node.value = value.replace(WRITTEN_FOR.title, title).replace(WRITTEN_FOR.form, vendor.form);
    },
  });
  const written = document.get('name', true);
  if (isScalar(written)) written.value = `${String(written.value)}-${name}`;
  const defaults = {
    role: vendor.name,
    member: vendor.member,
    memberName: vendor.name,
    keyDescription: vendor.name,
    levels,
  };
  for (const [input, value] of Object.entries(defaults))
    if (document.hasIn(['inputs', input])) document.setIn(['inputs', input, 'default'], document.createNode(value));
  return Buffer.from(document.toString({ lineWidth: 0 }));
}
