/**
 * The revision that is expected of one service. Where every service has a revision of its own, as on Cloud Run,
 * the text names them: `backend=00317-696,auth=00201-abc`. A service that it does not name has no expected revision.
 */
export function expectedRevisionOf(service: string, text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('=')) return text
  return parts(text).find(([name]) => name === service)?.[1]
}

/** The parts of the text that name no service of the contract, or are not `service=revision`. */
export function unknownNamesIn(text: string, services: readonly string[]): readonly string[] {
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
