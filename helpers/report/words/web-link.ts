/** Longer than this it is no address that a person's browser is sent to. */
const LONGEST = 2_000

/** What ends or begins something in markdown, HTML or a terminal's escape sequence, and may stand in a URL. */
const ACTIVE = /[()<>[\]{}"'`\\|*~^$@!]/g

/**
 * A text as an address that is safe as the target of a link in markdown, HTML and a terminal: http or https, printable
 * ASCII, no credentials, nothing in it that any of the three reads. Undefined for any other text.
 */
export function webLink(text: string): string | undefined {
  if (text.length > LONGEST || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!['http:', 'https:'].includes(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '') return undefined
  const safe = url.href.replace(
    ACTIVE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return /^[\x21-\x7e]+$/.test(safe) ? safe : undefined
}
