import { REDACTED } from '../text/quote.ts'

/**
 * A URL fit to be printed: the values of its query, its fragment, and user name and password replaced
 * by `[redacted]`. Takes relative and broken URLs too.
 */
export function redactUrl(url: string): string {
  const [, way = '', query = '', fragment = ''] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(hideUserinfo(url)) ?? []
  const shownQuery = query.replace(/[^?&;]+/g, hidePair)
  return `${way}${shownQuery}${fragment.length > 1 ? `#${REDACTED}` : fragment}`
}

/** `name=value` keeps its name; a piece without "=" may be a bare token. */
function hidePair(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return REDACTED
  return equals === pair.length - 1 ? pair : `${pair.slice(0, equals)}=${REDACTED}`
}

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
