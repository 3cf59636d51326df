import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import {
  approve,
  database,
  input,
  jsonLines,
  runbook,
  vendor,
  whichCustomers,
  workerTag,
  workspace,
} from '../options.ts';
import type { QueueOptions } from '../work/queue.ts';
import type { AddOptions } from '../work/schedule.ts';

const options = [database, workspace];

export const schedule = define({
  name: 'schedule',
  description: 'show the schedules: jobs that the workers submit again and again, their next and missed dates',
  options: [...options, jsonLines],
  examples: [
    [
      'keywright schedule add check-access --all --rule "FREQ=DAILY;BYHOUR=1;BYMINUTE=30"',
      'have the workers check all customers each night',
    ],
  ],
  async action(given: QueueOptions) {
    await (await import('../work/schedule.ts')).showSchedules(given);
  },
  commands: [
    define({
      name: 'add',
      description: 'submit a runbook at each date of a recurrence rule, signed by you; none that deletes',
      arguments: [runbook],
      options: [
        new Option(
          '--rule <rule>',
          'when: a recurrence rule (RFC 5545), such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=1;BYMINUTE=30',
        ).makeOptionMandatory(),
        new Option('--zone <zone>', "the rule's time zone, such as Europe/Berlin (default: this machine's)"),
        new Option('--name <name>', 'its name (default: that of the runbook)'),
        ...whichCustomers,
        input,
        vendor,
        approve,
        workerTag,
        database,
      ],
      async action(name: string, given: AddOptions) {
        await (await import('../work/schedule.ts')).addSchedule(name, given);
      },
    }),
    define({
      name: 'remove',
      description: 'end a schedule; jobs that it has submitted stay in the queue',
      arguments: [new Argument('<name>', 'its name')],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/schedule.ts')).removeSchedule(name, given);
      },
    }),
  ],
});
