import type { Variable } from '../../env/variable.ts'

/** The list of variables as a markdown table, for the README. */
export function variablesTable(variables: readonly Variable[]): string {
  const rows = variables.map(({ name, meaning, kind, presence, example, fallback }) => [
    `\`${name}\``,
    [meaning, fallback === undefined ? '' : `Default ${fallback}.`].join(' ').trim(),
    [presence, ...(kind === 'secret' ? ['secret'] : [])].join(', '),
    kind === 'secret' ? '' : `\`${example}\``,
  ])
  const head = ['variable', 'meaning', 'needed', 'example']
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}
