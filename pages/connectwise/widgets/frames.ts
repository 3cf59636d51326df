import type { Frame, Page } from 'playwright';

/** The frames in which something can be seen: screens may or may not be in one (connectwise.md A9). */
export async function shownFrames(page: Page): Promise<Frame[]> {
  const frames = page.frames();
  if (frames.length === 1) return frames;
  const shown = await Promise.all(frames.map(async (frame) => {
    if (frame.parentFrame() === null) return true;
    // A frame that is just going away is not shown.
    return await frame.frameElement().then((element) => element.isVisible(), () => false);
  }));
  return frames.filter((_, n) => shown[n]);
}
