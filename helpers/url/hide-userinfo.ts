import { REDACTED } from '../text/redacted.ts'

/**
 * A URL with its user name and password replaced by `[redacted]`. Takes relative and
 * broken URLs too, and hides more rather than less of those: a password holding "/", "?" or "#" ends
 * the authority early and leaves something that is no port; then everything up to the last "@" goes.
 */
export function hideUserinfo(url: string): string {
  const start = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2,}/i.exec(url)?.[0] ?? ''
  if (start === '' && /^[/\\?#]/.test(url)) return url
  const rest = url.slice(start.length)
  const authority = /^[^/\\?#]*/.exec(rest)?.[0] ?? ''
  const wellFormed = /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(authority)
  const within = authority.includes('@') || wellFormed ? authority : rest
  const end = within.lastIndexOf('@')
  return end < 0 ? url : `${start}${REDACTED}@${rest.slice(end + 1)}`
}
