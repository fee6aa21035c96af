/**
 * Matches a path against a pattern: `{name}` stands for one part, a final `*` for anything.
 * Gives the named parts, or undefined when the path does not match.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  if (pattern.endsWith('*')) return path.startsWith(pattern.slice(0, -1)) ? {} : undefined
  if (!pattern.includes('{')) return pattern === path ? {} : undefined
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{') && value !== '') params[part.slice(1, -1)] = decode(value)
    else if (part !== value) return undefined
  }
  return params
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
