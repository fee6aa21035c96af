/** Text as a person reads it, whatever the width of the terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
