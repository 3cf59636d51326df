const words = (ms: number) => {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
};

const ticking = new Map<HTMLElement, () => string>();

function tick(): void {
  for (const [element, text] of ticking) {
    if (!element.isConnected) ticking.delete(element);
    else if (element.textContent !== text()) element.textContent = text();
  }
}

setInterval(tick, 200);

/** Shows a time that grows from now on, by this browser's own clock: watchers' clocks differ. */
export function countUp(element: HTMLElement, from: number): void {
  const began = performance.now() - from;
  ticking.set(element, () => words(performance.now() - began));
  tick();
}

/** Shows the time that is left. */
export function countDown(element: HTMLElement, left: number): void {
  const ends = performance.now() + left;
  // Rounded up, so that it says 0:00 when there is none left.
  ticking.set(element, () => `${words(ends - performance.now() + 999)} left`);
  tick();
}

/** Shows how old something is, by this browser's own clock. @param age in milliseconds */
export function countAge(element: HTMLElement, age: number): void {
  const began = performance.now() - age;
  ticking.set(element, () => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    return `As of ${seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`} ago`;
  });
  tick();
}

/** Leaves a time as it is now. */
export const stopCounting = (element: HTMLElement): boolean => ticking.delete(element);

export function standStill(element: HTMLElement, at: number): void {
  ticking.set(element, () => words(at));
  tick();
}
