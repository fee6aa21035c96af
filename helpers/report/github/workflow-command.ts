import { bounded } from '../../text/bounded.ts'
import { printable } from '../../text/printable.ts'

/** GitHub cuts titles at 255 characters and messages at 64 KB; a person reads less. */
const TITLE_MAX = 200
const MESSAGE_MAX = 4000

/**
 * An annotation as a GitHub Actions workflow command, escaped as the runner undoes it: `%`, CR and LF in
 * data; `:` and `,` too in properties (actions/runner, ActionCommand.cs; actions/toolkit, command.ts).
 */
export function workflowCommand(
  kind: 'error' | 'warning' | 'notice',
  title: string,
  message: string,
): string {
  const property = data(printable(bounded(title, TITLE_MAX)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')
  return `::${kind} title=${property}::${data(printable(bounded(message, MESSAGE_MAX), 'keep'))}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
