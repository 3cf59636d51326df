import { Option } from 'commander';
import { define } from '../define.ts';
import { customersFile } from '../options.ts';
import type { DoctorOptions } from '../work/doctor.ts';

export const doctor = define({
  name: 'doctor',
  description: 'check that runs can work here: machine, workspace, network, portals; changes nothing, sends no secret',
  options: [
    new Option('-c, --customer <name>', "check this customer's hosts and portals, too"),
    customersFile,
    new Option('--json', 'print JSON lines: each check with name, state, found and remedy, and last a result'),
  ],
  examples: [['keywright doctor --customer acme', 'check that a run can work here, and what to fix']],
  async action(options: DoctorOptions) {
    const { examine } = await import('../work/doctor.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await examine(options));
  },
});
