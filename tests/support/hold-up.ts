/** Keeps this process from doing anything else, as heavy work does. */
export function holdUp(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}
