import { parseArgs } from 'node:util'
import type { Kind } from '../../env/kind.ts'
import { nearestName } from '../../env/nearest-name.ts'
import { normaliseUrl } from '../../helpers/url/normalise-url.ts'
import { type CurlLine, parseCurl } from './curl-line.ts'
import { FORMATS, type Format, INIT_FLAGS } from './init-flags.ts'
import type { GivenService } from './look/service.ts'
import { kindOfHosts } from './place-kind.ts'
import { type GivenToken, givenCarrier, givenToken } from './try/given.ts'

/** What `init` was asked to do. */
export interface InitOptions {
  readonly services: readonly GivenService[]
  readonly kind: Kind
  readonly login?: CurlLine
  /** In place of a login. */
  readonly token?: GivenToken
  /** How the token of the login travels, where the command line says so. */
  readonly carrier?: GivenToken['carrier']
  readonly write?: CurlLine
  readonly remove?: CurlLine
  /** Paths that need a token. */
  readonly protectedPaths: readonly string[]
  /** Paths of WebSockets. */
  readonly sockets: readonly string[]
  readonly platform?: string
  readonly folder: string
  readonly format: Format
  readonly overwrite: 'yes' | 'no'
  readonly run: 'yes' | 'no'
}

/** Of 60 looks, each has five at least. */
const MOST_SERVICES = 12

/** Reads the command line of `init`; every problem is a sentence of its own. */
export function parseInit(argv: readonly string[]): {
  readonly options: InitOptions
  readonly action: 'init' | 'help'
  readonly problems: readonly string[]
} {
  const problems: string[] = []
  const { values, positionals } = read(argv, problems)
  const one = (name: string) => values.get(name)?.at(-1)
  const services = positionals.flatMap((text) => serviceOf(text, problems))
  if (services.length > MOST_SERVICES)
    problems.push(
      `${services.length} URLs are given: at most ${MOST_SERVICES} are looked at in one go`,
    )
  const kind = kindOfHosts(services, one('kind'), values.has('allow-production'), problems)
  const curls = Object.fromEntries(
    (['login', 'write', 'delete'] as const).map((name) => [
      name,
      curlOf(name, one(name), problems),
    ]),
  )
  const { login, write, delete: remove } = curls
  if ((one('write') === undefined) !== (one('delete') === undefined))
    problems.push('--write and --delete need each other: what is created is removed again')
  const credential = credentialOf(one('token'), one('login') !== undefined, problems)
  const [platform, format = 'ts'] = [one('platform'), one('format')]
  if (!isFormat(format)) problems.push(`--format ${format} is none of ${FORMATS.join(', ')}`)
  return {
    problems,
    action: values.has('help') ? 'help' : 'init',
    options: {
      services,
      kind,
      ...(login !== undefined && { login }),
      ...credential,
      ...(write !== undefined && { write }),
      ...(remove !== undefined && { remove }),
      protectedPaths: (values.get('protected') ?? []).map(asPath),
      sockets: (values.get('socket') ?? []).map(asPath),
      ...(platform !== undefined && { platform }),
      folder: one('out') ?? '.',
      format: isFormat(format) ? format : 'ts',
      overwrite: values.has('force') ? 'yes' : 'no',
      run: values.has('no-run') ? 'no' : 'yes',
    },
  }
}

/** A token in place of the login, or the header in which the token of the login goes. */
function credentialOf(
  line: string | undefined,
  isBesideLogin: boolean,
  problems: string[],
): Pick<InitOptions, 'token' | 'carrier'> {
  if (line === undefined) return {}
  const [token, carrier] = [givenToken(line), givenCarrier(line)]
  if (token === undefined)
    problems.push("--token is no header; an example: --token 'Authorization: Bearer …'")
  if (isBesideLogin && carrier === undefined)
    problems.push('--token stands in place of --login: give one of them')
  if (!isBesideLogin && carrier !== undefined)
    problems.push('--token holds {token}, which stands for the token of --login: give that too')
  if (isBesideLogin) return carrier === undefined ? {} : { carrier }
  return token === undefined ? {} : { token }
}

function read(argv: readonly string[], problems: string[]) {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Array.from(INIT_FLAGS, ([name, { value }]) => [
        name,
        value === undefined ? { type: 'boolean' } : { type: 'string', multiple: true },
      ]),
    ),
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values = new Map<string, string[]>()
  const positionals: string[] = []
  // What stands behind an unknown flag is its value.
  let unknownAt = -2
  for (const token of tokens) {
    if (token.kind === 'positional' && token.index !== unknownAt + 1) positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = INIT_FLAGS.get(token.name)
    if (flag === undefined) {
      problems.push(unknownFlag(token.rawName, token.name))
      unknownAt = token.index
    } else if (flag.value !== undefined && (token.value ?? '') === '')
      problems.push(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`)
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  return { values, positionals }
}

function unknownFlag(written: string, name: string): string {
  const near = nearestName(name, [...INIT_FLAGS.keys()])
  const meant = near === undefined ? '' : ` (is --${near.name} meant?)`
  return `${written} is not a flag of init${meant}; npm run init -- --help lists them`
}

const NAMED = /^([a-z][a-z0-9-]{0,30})=(.+)$/

function serviceOf(text: string, problems: string[]): readonly GivenService[] {
  const [, name, named] = NAMED.exec(text) ?? []
  const url = normaliseUrl(named ?? text, 'http')
  if (url.kind === 'url') return [{ url: url.url, ...(name !== undefined && { name }) }]
  // The text may hold a password: it is not repeated.
  const which = name === undefined ? 'the URL' : `the URL of ${name}`
  problems.push(`${which} ${url.message}; an example: npm run init -- https://api.example.com`)
  return []
}

function curlOf(flag: string, text: string | undefined, problems: string[]): CurlLine | undefined {
  if (text === undefined) return undefined
  const curl = parseCurl(text)
  if (curl.kind === 'curl') return curl
  problems.push(`--${flag} ${curl.message}; an example: --${flag} ${EXAMPLES[flag]}`)
  return undefined
}

const EXAMPLES: Readonly<Record<string, string>> = {
  login: `'curl https://auth.example.com/token -d grant_type=password -d username=me -d password=…'`,
  write: `'curl https://api.example.com/notes --json {"title":"hello"}'`,
  delete: `'curl -X DELETE https://api.example.com/notes/{id}'`,
}

function asPath(text: string): string {
  if (!URL.canParse(text)) return text.startsWith('/') ? text : `/${text}`
  const { pathname, search } = new URL(text)
  return pathname + search
}

function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text)
}
