import { CODES } from '../../record/code.ts'
import { CODE_TABLE } from './code-table.ts'
import { fillCode } from './fill-code.ts'

/** All codes as a markdown table, in the order of their layers. */
export function codesMarkdown(): string {
  const rows = CODES.map((code) => {
    const { meaning, severity, nextSteps } = CODE_TABLE[code]
    return row(`\`${code}\``, severity, meaning, fillCode(nextSteps[0] ?? '', {}))
  })
  return [
    row('Code', 'Severity', 'What was seen', 'Look first'),
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

/** In a table cell a pipe ends the cell even inside a code span (GFM 4.10); outside one, `<` begins markup. */
function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`
}

function cell(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`')
    .replaceAll('|', '\\|')
}
