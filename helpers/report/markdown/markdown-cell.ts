/**
 * Rendered markdown as a cell of a table, where a pipe ends the cell even inside code and is written `\|`
 * (GFM §4.10). After a backslash of the text itself dialects disagree about what that means, so there it is
 * a visible escape.
 */
export function markdownCell(rendered: string): string {
  return rendered.replace(/(\\?)\|/g, (_, backslash) => (backslash === '' ? '\\|' : '\\\\u007c'))
}
