import { CODES, type Code } from '../../record/code.ts'
import { fillCodes } from './fill-code.ts'
import { AGENT } from './table/agent.ts'
import { AUTH } from './table/auth.ts'
import { CHECK, CONFIG } from './table/config.ts'
import { EDGE } from './table/edge.ts'
import type { CodeEntry } from './table/entry.ts'
import { FRONTEND } from './table/frontend.ts'
import { NETWORK } from './table/network.ts'
import { REVISION } from './table/revision.ts'
import { ROUTE } from './table/route.ts'
import { SERVICE } from './table/service.ts'
import { STREAM } from './table/stream.ts'
import { TLS } from './table/tls.ts'
import { TOKEN } from './table/token.ts'
import { TRUST } from './table/trust.ts'
import { WEBSOCKET } from './table/websocket.ts'
import { WEBSOCKET_TRUST } from './table/websocket-trust.ts'

/** What every code means and what to do about it, closed over all codes; one file a layer. */
export const CODE_TABLE: Readonly<Record<Code, CodeEntry>> = {
  ...CONFIG,
  ...NETWORK,
  ...TLS,
  ...EDGE,
  ...SERVICE,
  ...REVISION,
  ...TOKEN,
  ...AUTH,
  ...TRUST,
  ...ROUTE,
  ...WEBSOCKET,
  ...WEBSOCKET_TRUST,
  ...STREAM,
  ...AGENT,
  ...FRONTEND,
  ...CHECK,
}

/** All codes as a markdown table, in the order of their layers. */
export function codesMarkdown(): string {
  const rows = CODES.map((code) => {
    const { meaning, severity = 'failure', nextSteps } = CODE_TABLE[code]
    return row(`\`${code}\``, severity, meaning, fillCodes(nextSteps, {})[0] ?? '')
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
