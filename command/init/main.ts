import { createRedactor } from '../../helpers/redact/redact.ts'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { printable } from '../../helpers/text/quote.ts'
import { counted } from '../../helpers/text/words.ts'
import { wrapText } from '../../helpers/text/wrap-text.ts'
import { terminal } from '../cli/terminal.ts'
import { asTyped } from '../cli/typed-as.ts'
import { version } from '../run/run-identity.ts'
import { INTERRUPTED, stopOnSignals } from '../run/stop-on-signals.ts'
import { processEnv } from '../target/process-env.ts'
import { createAsker, MOST_LOOKS } from './asker.ts'
import { compose } from './compose.ts'
import { filesIn, type InitFiles, present, writeFiles } from './files.ts'
import { runOnce } from './first-run.ts'
import { initHelp } from './init-flags.ts'
import { Unreachable } from './look/service.ts'
import { lookAt } from './look-at.ts'
import { type InitOptions, parseInit } from './options.ts'
import type { Say } from './person.ts'
import { askKind, askMissing, personHere, print } from './person.ts'
import { secretsIn } from './try/request-of-curl.ts'

/**
 * `npm run init -- URL…`: writes a contract and an env file for a platform by looking at it, and runs the suite once.
 * Gives 0 when all that was written was kept or is a comment now, 1 when a promise stays red, 2 when nothing could
 * be written.
 */
export async function main(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', () => undefined)
  const person = personHere(processEnv.CI)
  const isHelp = argv.includes('--help')
  let said = person === undefined || isHelp ? argv : await askMissing(argv, person)
  const first = parseInit(said)
  if (person !== undefined && first.options.kind === 'production' && first.problems.length > 0)
    said = await askKind(said, person)
  const { options, action, problems } = parseInit(said)
  if (action === 'help') return print(initHelp(), 0)
  const files = filesIn(options.folder, options.format)
  const missing = options.services.length === 0 && problems.length === 0 ? [NO_URL] : []
  const there = options.overwrite === 'yes' ? [] : await present(files)
  const old = there.map(
    (file) => `${file} is there already: --force replaces it, --out DIR writes elsewhere`,
  )
  const all = [...problems, ...missing, ...old]
  return all.length > 0 ? refuse(all) : writeAndRun(options, files)
}

const NO_URL = 'no URL is given: npm run init -- https://api.example.com https://app.example.com'

async function writeAndRun(options: InitOptions, files: InitFiles): Promise<number> {
  const stop = stopOnSignals()
  const asker = createAsker(await version(), stop.signal)
  const redactor = createRedactor([
    ...secretsIn([options.login, options.write, options.remove]),
    ...(options.token ? [options.token.value] : []),
  ])
  const say: Say = (kind, text) => {
    const lines = wrapText(printable(redactor.redact(text)), terminal().columns - LABELS.saw.length)
    process.stdout.write(
      inertLog(
        lines
          .map((line, at) => `${at === 0 ? LABELS[kind] : ' '.repeat(LABELS.saw.length)}${line}\n`)
          .join(''),
      ),
    )
  }
  try {
    const composed = compose(await lookAt(options, asker, say))
    const { looks, missed } = asker.count()
    if (missed > 0)
      say('note', `${counted(missed, 'look')} left out: init sends ${MOST_LOOKS} requests at most`)
    if (stop.signal.aborted) return INTERRUPTED
    const command = asTyped(`npm test -- --env ${files.env} --contract ${files.contract}`)
    const about = { kind: options.kind, format: options.format, command }
    await writeFiles(files, composed, about)
    const secrets = Object.keys(composed.secrets).length > 0
    const written = secrets
      ? `${files.contract}, ${files.env} and ${files.secrets} (secrets: keep it out of git)`
      : `${files.contract} and ${files.env}`
    print(`\nWrote ${written} after ${looks} requests.\n`)
    if (options.run === 'no') return print(`\nRun it: ${command}\n`, 0)
    stop.dispose()
    return await runOnce(files, composed, about)
  } catch (error) {
    if (error instanceof Unreachable)
      return stop.signal.aborted ? INTERRUPTED : refuse([redactor.redact(error.message)])
    throw error
  } finally {
    stop.dispose()
    await asker.close()
  }
}

const LABELS: Readonly<Record<Parameters<Say>[0], string>> = {
  looking: '\nlooking  ',
  saw: 'saw      ',
  note: 'note     ',
}

function refuse(problems: readonly string[]): number {
  process.stderr.write(
    inertLog(
      `\n${problems.map((text) => `problem  ${printable(asTyped(text))}\n`).join('')}\nNothing was written.\n`,
    ),
  )
  return 2
}
