import { z } from 'zod';

/** Device names of Windows: a file or folder of that name cannot be made there. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** The name of a runbook or customer; also a folder's name in the evidence. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens, at most 64')
  .refine((name) => !DEVICE.test(name), 'is a device name on Windows');

const StepId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,63}$/,
    'must begin with a lower-case letter and hold lower-case letters, digits and hyphens, at most 64',
  )
  .refine((id) => !DEVICE.test(id), 'is a device name on Windows');

export const InputName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must begin with a letter and hold letters, digits, - and _, at most 64');

/** One line that people read. */
export const Title = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .regex(/^[^\r\n\t]*$/, 'must be one line');

/** Why a step is done, for people who watch. */
const Say = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(300, 'must be at most 300 characters')
  .regex(/^[^\r\n\t]*$/, 'must be one line');

/** The most characters of one text input: nothing longer is typed into a field. */
export const LONGEST_TEXT = 4_000;

export const InputType = z.enum(['string', 'integer', 'boolean', 'map']);
export type InputType = z.infer<typeof InputType>;

/** What the value of an input of each type must be. */
export const INPUT_VALUES: Record<InputType, z.ZodType> = {
  string: z.string().max(LONGEST_TEXT, `must be at most ${LONGEST_TEXT} characters`),
  integer: z.int(),
  boolean: z.boolean(),
  map: z.record(z.string(), z.unknown()),
};

const Input = z
  .strictObject({
    type: InputType.describe(
      'string (text), integer (a whole number), boolean (true or false) or map (keys with values)',
    ),
    default: z
      .unknown()
      .optional()
      .describe('The value where none is given. Without it, and without `optional: true`, a value must be given.'),
    optional: z
      .literal(true, 'must be true, or left out')
      .optional()
      .describe('true: the input may be left out; whatever field it fills is then left out too.'),
    description: z
      .string()
      .max(500, 'must be at most 500 characters')
      .optional()
      .describe('What the input is for, for the person who gives it.'),
  })
  .describe('One input: given with --input, in the customers file, or by its default.');

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @returns milliseconds of a duration such as `90s`, `5m` or `1h` */
export function milliseconds(duration: string): number {
  return Number.parseInt(duration, 10) * UNITS[duration.at(-1)!]!;
}

const Duration = z
  .string('must be a duration such as 90s or 5m')
  .regex(/^[1-9]\d{0,3}[smh]$/, { error: 'must be a duration such as 90s or 5m', abort: true })
  .refine((duration) => milliseconds(duration) <= 3_600_000, 'must be at most 1h');

const Controls = z
  .array(
    z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(60, 'must be at most 60 characters')
      .regex(/^[^\r\n\t$]*$/, 'must be one line without an expression'),
  )
  .min(1, 'must name at least one')
  .max(20, 'must name at most 20')
  .refine((names) => new Set(names).size === names.length, 'must not name one twice');

const SignedApproval = z.strictObject({
  by: z
    .literal('another', 'must be another, or left out')
    .optional()
    .describe('another: whoever started the run does not count. Left out: any registered operator.'),
  reason: z
    .literal('required', 'must be required, or left out')
    .optional()
    .describe('required: whoever approves must say why.'),
  approvals: z
    .int('must be a whole number from 1 to 5')
    .min(1, 'must be from 1 to 5')
    .max(5, 'must be from 1 to 5')
    .optional()
    .describe('How many operators must approve (1 to 5), each once. Default 1.'),
});

export type ApprovalRule = z.infer<typeof SignedApproval>;

const Step = z
  .strictObject({
    id: StepId.describe('Name of the step, different from all others; its outputs are steps.<id>.<output>.'),
    title: Title.optional().describe(
      "The instruction as a person would read it out. May hold ${{ inputs.… }}. Without it the action's own " +
        'title is used.',
    ),
    say: Say.optional().describe(
      'Why the step is done, in plain words for people who watch: one or two sentences. May hold ${{ inputs.… }}.',
    ),
    use: z.string().describe('The action: <portal>.<noun>.<verb>. `keywright actions` lists them.'),
    with: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("The action's inputs. ${{ inputs.… }}, ${{ steps.… }} and ${{ customer.… }} are filled in."),
    timeout: Duration.optional().describe('The most that the step may take: 90s, 5m (1s to 1h). Default 15m.'),
    // The map comes first: a wrong key in it is told as such.
    approve: z
      .union([SignedApproval, z.literal(true, 'must be true, a map such as { by: another }, or left out')])
      .optional()
      .describe(
        'true: what the step would change is shown to a person, and is done only when somebody approves it. ' +
          'A map: operators approve it with their signature (`keywright approve`), and nothing beforehand counts. ' +
          'Only for steps that change something.',
      ),
    controls: Controls.optional().describe(
      'Controls that the step is evidence for, as your auditor names them: [SOC 2 CC6.1, ISO 27001 A.8.2]. The report ' +
        'prints them where they are proven.',
    ),
    retries: z
      .int('must be a whole number from 0 to 5')
      .min(0, 'must be from 0 to 5')
      .max(5, 'must be from 0 to 5')
      .optional()
      .describe(
        'How often a failed step is tried again, from looking (0 to 5). A click that may have reached the ' +
          'server is never repeated. Default 1.',
      ),
  })
  .describe('One instruction a person could follow; it uses one action.');

const Phase = z
  .strictObject({
    title: Title.describe('Heading of the phase in progress and report. May hold ${{ inputs.… }}.'),
    steps: z.array(Step).min(1, 'must have at least one step').describe('The steps, run one after another.'),
  })
  .describe('Some steps under one heading.');

/** A runbook file. What zod cannot know (actions, references, the 200 steps of all phases) is in check.ts. */
export const Runbook = z
  .strictObject({
    keywright: z.literal(1, 'must be 1').describe('Version of the runbook language: 1.'),
    name: Name.describe('Name of the runbook; the customers file gives it inputs under this name.'),
    title: Title.describe('What the runbook does, in one line. May hold ${{ inputs.… }}.'),
    description: z
      .string()
      .max(2_000, 'must be at most 2000 characters')
      .optional()
      .describe('What it is for and what it needs.'),
    check: z
      .literal(true, 'must be true, or left out')
      .optional()
      .describe(
        'true: the run signs in and looks, and changes nothing. A step that is not as it should be is drift; ' +
          'the run goes on, lists it, and ends with exit code 3.',
      ),
    controls: Controls.optional().describe('Controls that the whole run is evidence for.'),
    inputs: z.record(InputName, Input).optional().describe('What can be set from outside.'),
    phases: z.array(Phase).min(1, 'must have at least one phase').describe('The phases, run one after another.'),
  })
  .describe('A Keywright runbook.');

export type Runbook = z.infer<typeof Runbook>;
export type RunbookStep = z.infer<typeof Step>;

export const MOST_STEPS = 200;
export const DEFAULT_TIMEOUT = '15m';
export const DEFAULT_RETRIES = 1;
