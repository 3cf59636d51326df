import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import { define } from '../define.ts';

export const schema = define({
  name: 'schema',
  description: 'write the JSON Schemas that editors use for completion',
  arguments: [new Argument('[folder]', 'where to write').default('runbooks')],
  async action(folder: string) {
    const { loadPortals } = await import('../../engine/registry.ts');
    const { customersSchema, portalSchema, runbookSchema } = await import('../../runbook/json-schema.ts');
    const { print } = await import('../terminal.ts');
    const registry = await loadPortals();
    const schemas = {
      runbook: runbookSchema(registry),
      customers: customersSchema(registry),
      portal: portalSchema(registry.pageSchema),
    };
    for (const [name, content] of Object.entries(schemas)) {
      const file = join(folder, `${name}.schema.json`);
      writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
      print(`Wrote ${file}`);
    }
  },
});
