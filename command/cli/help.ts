import { SUITE_NAMES } from '../../helpers/session/suite-names.ts'

/** The `--help` text. */
export function helpText(): string {
  return `Usage: npm test -- [flags]

Says from outside whether a deployment works for its users, and names the one cause when it does not.
Without flags it checks the embedded reference deployment.

Flags
  --env NAME|FILE         the environment: env/NAME.env, or a file when it holds a / or ends in .env
                          (default: local, the embedded reference deployment)
  --suite NAME            only this suite, repeatable: ${SUITE_NAMES.slice(0, 4).join(', ')},
                          ${SUITE_NAMES.slice(4).join(', ')}; what it needs still runs as a need
  --wait SECONDS          how long to wait for services to become ready
                          (default: READY_WAIT_SECONDS, else 0 for local and 120 otherwise)
  --report-dir DIR        where junit.xml, summary.md and ctrf.json go (default: reports)
  --contract FILE         another platform's contract (default: contracts/netra.ts)
  --expect-revision TEXT  the revision that must be serving, of every service, or SERVICE=TEXT,SERVICE=TEXT
                          (also EXPECTED_REVISION)
  --allow-writes          in production: also run the checks that write
  --strict                warnings fail the run
  --fault NAME            local only, repeatable: break the reference deployment in that way
  --faults                list these faults
  --list                  print every check as a document; send nothing
  --explain-env           print every variable, its value (secrets redacted) and where it came from
  --help, -h              this text

Exit code
  0  every promise is kept (warnings are allowed unless --strict)
  1  a promise is broken, or nothing could be judged
  2  could not start: bad flags, unknown environment, invalid configuration
  130  interrupted; the reports are written and what was created is removed

Examples
  npm test
  npm test -- --env staging
  npm test -- --env production --suite golden-path --allow-writes
  npm test -- --env ./my.env --wait 60 --expect-revision backend=00317-696
  npm test -- --fault service-secret-mismatch
`
}
