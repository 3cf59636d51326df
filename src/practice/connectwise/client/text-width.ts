const FONT = 'Roboto, "Segoe UI", "Helvetica Neue", Arial, sans-serif';
const paper = document.createElement('canvas').getContext('2d')!;

/** Width in CSS pixels of words on a bar, which is laid out by coordinates before anybody sees it. */
export function textWidth(text: string, weightAndSize = '500 11px'): number {
  paper.font = `${weightAndSize} ${FONT}`;
  return Math.ceil(paper.measureText(text).width);
}
