import { deriveHttpUrl } from '../../url/join-url.ts'
import { HOST_COMMANDS, type Host, type HostCommand, hostShownBy } from './host-commands.ts'

/** The values for `{…}` in a text of the code table. A value that is absent or empty is unknown. */
export interface CodeFacts {
  /** The contract's name of the service: `backend`. */
  readonly service?: string | undefined
  /** What it is called where it is deployed: `netra-backend-staging`. */
  readonly deployedAs?: string | undefined
  /** Where that is: `us-central1` on Cloud Run. */
  readonly region?: string | undefined
  readonly namespace?: string | undefined
  /** What it runs on; taken from `url` when absent, where a provider names its hosts. */
  readonly runsOn?: Host | undefined
  /** What was asked, or the service's URL. */
  readonly url?: string | undefined
  /** The method that was asked with: a command that shows the answer sends the same. */
  readonly method?: string | undefined
  /** Taken from `url` when absent. */
  readonly host?: string | undefined
  /** For `config.*` the variable at fault, otherwise the one that holds the service's URL. */
  readonly variable?: string | undefined
  /** The dependency, route, event, claim or asset at fault. */
  readonly subject?: string | undefined
  readonly expected?: string | undefined
  /** What `--env` named. */
  readonly environment?: string | undefined
  /** The variable of the secret between services (`trust.*`); never its value. */
  readonly secretVariable?: string | undefined
  /** Names that only this platform has, for its settings and its log lines (`ServerWords` of the contract). */
  readonly relaxing?: string | undefined
  readonly strict?: string | undefined
  readonly kindSetting?: string | undefined
  readonly trustSettings?: string | undefined
  readonly trustErrors?: string | undefined
  readonly signingKeys?: string | undefined
}

/** In a sentence, and in a command where a person fills it in before running it. */
const STAND_INS: Readonly<Record<string, { readonly prose: string; readonly command: string }>> = {
  service: { prose: 'the service', command: 'SERVICE' },
  deployedAs: { prose: 'the service', command: 'SERVICE_NAME' },
  region: { prose: 'its region', command: 'REGION' },
  namespace: { prose: 'its namespace', command: 'NAMESPACE' },
  url: { prose: 'its URL', command: 'URL' },
  host: { prose: 'the host', command: 'HOST' },
  port: { prose: 'its port', command: '443' },
  variable: { prose: 'the variable', command: 'VARIABLE' },
  subject: { prose: 'it', command: 'NAME' },
  expected: { prose: 'what was promised', command: 'VALUE' },
  environment: { prose: 'this environment', command: 'ENVIRONMENT' },
  secretVariable: { prose: 'the shared secret', command: 'SECRET' },
  relaxing: { prose: 'a demo or test mode', command: 'SETTING' },
  strict: { prose: 'off', command: 'SETTING=off' },
  kindSetting: { prose: 'the environment', command: 'ENVIRONMENT' },
  trustSettings: { prose: 'the settings for the issuer', command: 'SETTINGS' },
  trustErrors: { prose: 'the reason', command: 'REASON' },
  signingKeys: { prose: 'the signing key', command: 'KEY' },
}

/** The names a text may use; `{name|words}` brings its own words for when the value is unknown. */
export const PLACEHOLDERS: readonly string[] = Object.keys(STAND_INS)

const PLACEHOLDER = /\{([a-zA-Z]+)(?:\|([^{}]*))?\}/g

/**
 * Characters that mean nothing to a shell, at least inside quotes. A value with any other character is not put into a
 * command, so that a reader can paste the command without a check.
 */
const SAFE_IN_COMMAND = /^(?:\.{1,2}\/)?[\w/[][\w.:/@%?&=+,~[\]-]*$/

/** The causes or the next steps of a code that hold for the host that the service runs on, filled. */
export function fillCodes(texts: readonly string[], facts: CodeFacts): readonly string[] {
  const host = runsOn(facts)
  return texts
    .filter((text) => host === 'cloud-run' || !ON_GOOGLE_CLOUD.test(text))
    .map((text) => fillCode(text, facts))
}

const ON_GOOGLE_CLOUD = /^On (?:Cloud Run|Google Cloud): /

/**
 * The text with its placeholders filled. Between backticks stands a command: there a URL is spelled
 * http(s), as curl wants it, and what is unknown or unsafe is a word in capitals. Elsewhere what is
 * unknown is said in plain words. Values are put in once and never read as templates themselves.
 */
export function fillCode(text: string, facts: CodeFacts): string {
  return withHostCommands(text, runsOn(facts))
    .split('`')
    .map((part, index) => (index % 2 === 0 ? fillProse(part, facts) : fillCommand(part, facts)))
    .join('`')
}

const HOST_COMMAND = /\{command:(\w+)\}/g

/** What a next step does, with the command for it behind its words. */
function withHostCommands(text: string, host: Host | undefined): string {
  return text.replace(HOST_COMMAND, (_, name: HostCommand) => {
    const command = host && HOST_COMMANDS[host][name]
    return command === undefined ? '' : ` (\`${command}\`)`
  })
}

function runsOn(facts: CodeFacts): Host | undefined {
  return facts.runsOn ?? hostShownBy(urlOf(facts)?.hostname ?? '')
}

function fillProse(text: string, facts: CodeFacts): string {
  return text.replace(PLACEHOLDER, (_, name: string, words: string | undefined, at: number) => {
    const value = oneLine(lookUp(name, facts))
    if (value !== '') return value
    const standIn = words ?? STAND_INS[name]?.prose ?? name
    return beginsSentence(text, at) ? capitalised(standIn) : standIn
  })
}

/** How a command that shows an answer begins; curl sends GET by itself. */
const SHOWS_ANSWER = /^curl -sS -i (?=--max-time)/

/** Methods that a command names; HEAD and OPTIONS have their own ways. */
const NAMED: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

function fillCommand(text: string, facts: CodeFacts): string {
  const { method = '' } = facts
  const command = NAMED.has(method) ? text.replace(SHOWS_ANSWER, `$&-X ${method} `) : text
  return command.replace(PLACEHOLDER, (_, name: string) => {
    const value = deriveHttpUrl(lookUp(name, facts))
    return SAFE_IN_COMMAND.test(value) ? value : (STAND_INS[name]?.command ?? name)
  })
}

function lookUp(name: string, facts: CodeFacts): string {
  if (name === 'host') return facts.host || urlOf(facts)?.hostname || ''
  if (name === 'port') return portOf(urlOf(facts))
  return (facts as Readonly<Record<string, string | undefined>>)[name] ?? ''
}

function urlOf(facts: CodeFacts): URL | undefined {
  return facts.url !== undefined && URL.canParse(facts.url) ? new URL(facts.url) : undefined
}

function portOf(url: URL | undefined): string {
  if (url === undefined) return ''
  return url.port || (url.protocol === 'http:' || url.protocol === 'ws:' ? '80' : '443')
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}

function beginsSentence(text: string, at: number): boolean {
  return /(?:^|\. )$/.test(text.slice(0, at))
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
