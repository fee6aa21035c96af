/**
 * The revision that is expected of one service. Where every service has a revision of its own, as on Cloud Run,
 * the text names them: `backend=00317-696,auth=00201-abc`; of a service it does not name none is expected.
 */
export function expectedRevisionOf(service: string, text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('=')) return text
  return parts(text).find(([name]) => name === service)?.[1]
}

/** Names in the text that are those of no service, and parts that are no `service=revision` at all. */
export function strangersIn(text: string, services: readonly string[]): readonly string[] {
  if (!text.includes('=')) return []
  return parts(text)
    .filter(([name, revision]) => !services.includes(name) || revision === '')
    .map(([name, revision]) => `${name}=${revision}`)
}

function parts(text: string): readonly (readonly [name: string, revision: string])[] {
  return text.split(',').map((part) => {
    const [name = '', ...revision] = part.split('=')
    return [name.trim(), revision.join('=').trim()]
  })
}
