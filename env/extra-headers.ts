import type { Target } from './target.ts'

/** The variable that holds them: `NAME: VALUE`, several separated by semicolons. */
const VARIABLE = 'EXTRA_HEADERS'

/** The headers of EXTRA_HEADERS, by their names in lower case. Their values may be secrets. */
export function everyExtraHeader({
  secrets,
}: Pick<Target, 'secrets'>): Readonly<Record<string, string>> {
  const text = secrets[VARIABLE]?.reveal() ?? ''
  return Object.fromEntries(
    text
      .split(';')
      .map((pair) => pair.split(/:(.*)/s))
      .filter(([name = '', value = '']) => name.trim() !== '' && value.trim() !== '')
      .map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]),
  )
}
