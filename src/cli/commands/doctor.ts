import { Option } from 'commander';
import { define } from '../define.ts';
import { customersFile } from '../options.ts';
import type { DoctorOptions } from '../work/doctor.ts';

export const doctor = define({
  name: 'doctor',
  description:
    'look whether runs can work here: machine, workspace, network, portals; changes nothing, sends no secret',
  options: [
    new Option('-c, --customer <name>', "look at this customer's hosts and portals, too"),
    customersFile,
    new Option('--json', 'print JSON lines: each check with name, state, found and remedy, and last a result'),
  ],
  examples: [['keywright doctor --customer acme', 'look whether a run can work here, and what to mend']],
  async action(options: DoctorOptions) {
    const { examine } = await import('../work/doctor.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await examine(options));
  },
});
