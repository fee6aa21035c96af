/** Rendered markdown as a cell of a table, where a pipe ends the cell even inside code (GFM §4.10). */
export function markdownCell(rendered: string): string {
  return rendered.replaceAll('|', '\\|')
}
