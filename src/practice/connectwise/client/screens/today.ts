import { element } from '../element.ts';
import { podRow } from '../field.ts';
import { ScreenFrame } from '../screen-frame.ts';
import type { Screen } from '../workspace.ts';

const PODS: Record<string, [string, string][]> = {
  'My Calendar': [
    ['Today', 'Nothing scheduled'],
    ['Tomorrow', 'Team meeting 9:00 AM'],
  ],
  'My Tickets': [
    ['Open', '4'],
    ['Waiting on client', '2'],
    ['Overdue', '0'],
  ],
  'My Time Sheet': [
    ['This week', '0.00 hours'],
    ['Period ends', 'Friday'],
  ],
  'My Activities': [
    ['Open', '1'],
    ['Overdue', '0'],
  ],
  'Company News': [['Notice', 'This is a practice ConnectWise. Nothing here is real.']],
  Links: [
    ['University', 'Courses and guides'],
    ['Community', 'Questions and answers'],
  ],
};

/** The page after signing in: pods with a few lines each. */
export function today(): Screen {
  const pods = Object.entries(PODS).map(([title, lines]) => {
    const pod = element(
      'div',
      'today-pod',
      `pod_${title.replaceAll(' ', '_').toLowerCase()}`,
      element('div', 'today-title', 'gwt-Label', title),
      element(
        'table',
        'pod',
        '',
        element(
          'tbody',
          '',
          '',
          ...lines.map(([label, text]) => podRow(label, false, element('div', 'key-text', '', text))),
        ),
      ),
    );
    pod.dataset['cwid'] = `pod_${title.replaceAll(' ', '_').toLowerCase()}`;
    return pod;
  });
  const frame = new ScreenFrame('Today', element('div', 'today', '', ...pods));
  return { element: frame.element, open: async () => frame.trail([{ label: 'Today' }], 'Today') };
}
