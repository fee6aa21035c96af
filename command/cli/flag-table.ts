import { SUITE_NAMES } from '../../helpers/session/run-input.ts'
import { wrapText } from '../../helpers/text/wrap-text.ts'

/** One flag of the command line, for the parser, its messages, `--help` and the README. */
export interface FlagAbout {
  readonly short?: string
  /** What its value is called; a flag without a value is a switch. */
  readonly value?: string
  /** In markdown. */
  readonly meaning: string
  /** The flag as it would be typed. */
  readonly example: string
}

/** Every flag, in the order of `--help`. */
export const FLAGS: ReadonlyMap<string, FlagAbout> = new Map(
  Object.entries<FlagAbout>({
    env: {
      value: 'NAME|FILE',
      meaning:
        'the environment: `env/NAME.env`, or a file if it holds a `/` or ends in `.env`; default `local`, the embedded reference deployment',
      example: '--env staging',
    },
    suite: {
      value: 'NAME',
      meaning: `only this suite, repeatable: ${SUITE_NAMES.map((name) => `\`${name}\``).join(', ')}; what it needs still runs as a need`,
      example: '--suite golden-path',
    },
    wait: {
      value: 'SECONDS',
      meaning:
        'how long services may take to become ready; default `READY_WAIT_SECONDS`, else 120, and 0 where `ENVIRONMENT` is `local`',
      example: '--wait 60',
    },
    within: {
      value: 'SECONDS',
      meaning:
        'a budget for the whole run: when it is over, nothing more is asked, and a check that has not ended is not judged, so that the run is not green; what was created is removed and the reports are written',
      example: '--within 90',
    },
    'report-dir': {
      value: 'DIR',
      meaning:
        'where `report.html`, `junit.xml`, `summary.md`, `ctrf.json` and `run.json` go; default `reports`',
      example: '--report-dir reports',
    },
    compare: {
      value: 'FILE',
      meaning:
        'the `ctrf.json` of an earlier run of the same contract in the same environment: the reports say what is new, fixed and still so',
      example: '--compare last/ctrf.json',
    },
    place: {
      value: 'NAME',
      meaning:
        'where this run asks from, such as a region; `npm run merge` makes [one verdict of several places](docs/places.md)',
      example: '--place europe-west1',
    },
    contract: {
      value: 'FILE',
      meaning: '[another platform](#bring-your-own-platform); default `contracts/netra.ts`',
      example: '--contract ./contracts/netra.ts',
    },
    'expect-revision': {
      value: 'TEXT',
      meaning:
        'the revision that must be serving, of every service, or `SERVICE=TEXT,SERVICE=TEXT`; also `EXPECTED_REVISION`',
      example: '--expect-revision 00317-696',
    },
    'allow-writes': {
      meaning: 'in production: also run the checks that write',
      example: '--allow-writes',
    },
    timings: {
      meaning:
        'print at the end what starting, waiting, checks and reports took, and the longest chain of requests that followed one another',
      example: '--timings',
    },
    strict: { meaning: 'warnings fail the run', example: '--strict' },
    fault: {
      value: 'NAME',
      meaning: 'break the embedded reference deployment in that way, repeatable',
      example: '--fault backend-refused',
    },
    faults: { meaning: 'list these faults', example: '--faults' },
    list: { meaning: 'print every check as a document; send nothing', example: '--list' },
    'explain-env': {
      meaning: 'print every variable, its value (secrets redacted) and where it came from',
      example: '--explain-env',
    },
    help: { short: 'h', meaning: 'print this text', example: '--help' },
  }),
)

/** Columns of a help text. */
const COLUMNS = 100

/** A flag in a help text, its meaning in a column of its own that begins there. */
export function flagInHelp(
  name: string,
  { short, value, meaning }: Omit<FlagAbout, 'example'>,
  indent: number,
): string {
  const usage = `  --${name}${value === undefined ? '' : ` ${value}`}${short === undefined ? '' : `, -${short}`}`
  const words = meaning.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')
  const [first = '', ...more] = wrapText(words, COLUMNS - indent)
  return [usage.padEnd(indent) + first, ...more.map((line) => ' '.repeat(indent) + line)].join('\n')
}

/** The flags as a markdown table, for the README. */
export function flagsTable(): string {
  const rows = Array.from(FLAGS, ([name, { value, meaning }]) => {
    const usage = `\`--${name}${value === undefined ? '' : ` ${value}`}\``
    return `| ${usage.replaceAll('|', '\\|')} | ${meaning.replaceAll('|', '\\|')} |`
  })
  return ['| flag | meaning |', '| --- | --- |', ...rows].join('\n')
}
