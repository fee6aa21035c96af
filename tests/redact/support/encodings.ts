/** The ways in which tools and servers write a text, by name. */
export function encodings(text: string): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(text)
  const percent = encodeURIComponent(text)
  const json = JSON.stringify(text).slice(1, -1)
  return [
    ['as it is', text],
    ['percent-encoded', percent],
    ['percent-encoded in lower case', percent.replace(/%../g, (code) => code.toLowerCase())],
    ['as a form', new URLSearchParams([['', text]]).toString().slice(1)],
    ['percent-encoded byte by byte', bytes.toString('hex').replace(/../g, '%$&')],
    ['percent-encoded twice', encodeURIComponent(percent)],
    ['JSON-escaped', json],
    ['JSON-escaped twice', JSON.stringify(json).slice(1, -1)],
    ['JSON-escaped to ASCII', [...text].map(unicodeEscape).join('')],
    ['HTML-escaped by name', html(text, { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' })],
    [
      'HTML-escaped by number',
      html(text, { '&': '#38', '<': '#60', '>': '#x3e', '"': '#x22', '/': '#x2F' }),
    ],
    ['in base64', bytes.toString('base64')],
    ['in base64 without padding', bytes.toString('base64').replace(/=+$/, '')],
    ['in base64url', bytes.toString('base64url')],
    ['in base64, percent-encoded', encodeURIComponent(bytes.toString('base64'))],
    ['in hex', bytes.toString('hex')],
    ['in HEX', bytes.toString('hex').toUpperCase()],
    ['in hEx', bytes.toString('hex').replace(/./g, otherCase)],
    ['in hex with colons', bytes.toString('hex').replace(/..(?!$)/g, '$&:')],
    ['in hex with dashes', bytes.toString('hex').replace(/..(?!$)/g, '$&-')],
    [
      'in hex as in source code',
      [...bytes].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', '),
    ],
    ['as a Buffer in JSON', JSON.stringify([...bytes])],
    ['in base64 twice', Buffer.from(bytes.toString('base64')).toString('base64')],
    [
      'in base64url, and in base64 again',
      Buffer.from(bytes.toString('base64url')).toString('base64'),
    ],
    ['in hex, and in base64', Buffer.from(bytes.toString('hex')).toString('base64')],
  ]
}

function otherCase(character: string, at: number): string {
  return at % 3 === 0 ? character.toUpperCase() : character
}

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}

function html(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/[&<>"/]/g, (character) =>
    names[character] === undefined ? character : `&${names[character]};`,
  )
}
