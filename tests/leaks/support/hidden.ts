/** Something in a message that must not be read by others. */
interface Hidden {
  readonly label: string
  readonly value: string
}

const JWT = /[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g
const OWN_KEY = /bypass-key|api-key|secret/i
const SECRET_MEMBER = /"(?:\w*token|\w*secret|password)"\s*:\s*"([^"\\]{12,})"/g

/** The tokens, keys and cookies that stand in the headers or in the body of a message, however they travel. */
export function hidden(headers: Readonly<Record<string, string>>, body: string): readonly Hidden[] {
  const found: Hidden[] = []
  for (const [name, value] of Object.entries(headers)) {
    for (const [token] of value.matchAll(JWT))
      found.push({ label: `token in ${name}`, value: token })
    if (OWN_KEY.test(name)) found.push({ label: name, value })
    if (name === 'sec-websocket-protocol') found.push(...offered(value))
    if (name === 'set-cookie')
      found.push({ label: 'cookie', value: /=([^;]*)/.exec(value)?.[1] ?? '' })
  }
  for (const [token] of body.matchAll(JWT)) found.push({ label: 'token in body', value: token })
  for (const [, value = ''] of body.matchAll(SECRET_MEMBER))
    found.push({ label: 'member of body', value })
  // What the suite itself makes up to be refused is no secret.
  // An address is no secret either, whatever its member is called.
  return found.filter(({ value }) => !/^(?:wrong|not-a)-|post[.-]deploy|^https?:\/\//.test(value))
}

/** Browsers send the token among the subprotocols, as base64url of what is base64url already. */
function offered(header: string): readonly Hidden[] {
  return header.split(/,\s*/).flatMap((offer) => {
    const token = Buffer.from(offer.replace(/^jwt\./, ''), 'base64url').toString('latin1')
    return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)
      ? [{ label: 'token among offers', value: token }]
      : []
  })
}
