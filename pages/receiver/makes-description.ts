import { z } from 'zod';
import { fieldWith, Phrase, Step, Text, Words } from './description-parts.ts';

/** What stands in a text for the name of the new secret. */
const NAME = /\$\{\{\s*name\s*\}\}/g;

/** A text of a page, with the name of the secret in it. */
export const withName = (text: string, name: string): string => text.replace(NAME, () => name);

const holdsName = (text: string | undefined): boolean => text !== undefined && withName(text, '') !== text;

const Field = fieldWith(
  z
    .string()
    .max(500)
    .refine((text) => !withName(text, '').includes('${{'), 'may have no other ${{ … }} than ${{ name }}')
    .optional()
    .describe('What is typed. ${{ name }} is the name of the secret, with the mark of the run that makes it.'),
  {},
);

/** How a portal makes a secret that it shows once. */
export const Makes = z
  .strictObject({
    title: Text.max(60).describe('What a person calls the secret: "API token".'),
    way: z
      .array(Step)
      .max(10)
      .default([])
      .describe('What leads from the start page to the list of those that there are, step by step.'),
    list: Words.describe('The heading over that list, where the page has several.'),
    new: Words.unwrap().describe(
      'What opens the form of a new one. Where its words differ while there is none yet, those come first.',
    ),
    fields: z
      .array(Field)
      .min(1, 'must have at least one field')
      .max(30)
      .refine(
        (fields) => fields.filter(({ value }) => holdsName(value)).length === 1,
        'must have one field with ${{ name }}: by its name the secret is found again',
      )
      .describe('What the form asks for, in the order in which it is filled.'),
    make: Words.describe('The button that makes it, before common words such as Create and Generate.'),
    shows: z
      .strictObject({
        secret: Words.describe(
          'What stands beside it, or over it. Left out: the only new text that looks like a secret.',
        ),
        id: Words.describe(
          'What stands beside its public half, such as a user name, if it has one. The list shows that, too.',
        ),
      })
      .default({})
      .describe('What is shown once when it has been made.'),
    delete: Words.describe(
      'The button that deletes one, in its row of the list; ${{ name }} stands for its name. Left out: a person is told ' +
        'to delete what nobody holds.',
    ),
    says: z.array(Phrase).max(50).optional().describe('What its messages mean, where common words do not tell.'),
  })
  .describe('How a secret is made that is shown once, such as an API token.');
