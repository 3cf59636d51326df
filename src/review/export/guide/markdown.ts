import type { Guide, Section } from './guide.ts';

export function guideMarkdown({ title, phases, from }: Guide): string {
  return [
    `# ${escapeMarkdown(title)}`,
    ...phases.flatMap((phase) => [
      `## ${phase.number}. ${escapeMarkdown(phase.title)}`,
      ...phase.sections.flatMap(section),
    ]),
    '---',
    escapeMarkdown(from),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

function section({ title, at, instructions, result }: Section): string[] {
  return [
    `### ${escapeMarkdown(title)}`,
    ...(at === undefined ? [] : [`Go back to ${escapeMarkdown(at)}.`]),
    ...instructions.flatMap(({ number, words, picture }) => {
      const numeral = `${number}. `;
      // What belongs to a numbered line is indented to where its words begin.
      const indent = ' '.repeat(numeral.length);
      return [
        `${numeral}${escapeMarkdown(words)}`,
        ...(picture ? [`${indent}![${escapeMarkdown(words)}](${picture.file})`] : []),
      ];
    }),
    ...(result ? ['Afterwards it looks like this:', `![Afterwards: ${escapeMarkdown(title)}](${result.file})`] : []),
  ];
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>]/g, '\\$&');
}
