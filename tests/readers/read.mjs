// Reads a junit.xml and a ctrf.json with packages of npm, and prints what each made of them. It runs in a folder in which
// they are installed (readers.test.ts). junit2json 4.0.0, junit-report-merger 9.0.4, junit-merge 2.0.0, junit-to-ctrf
// 0.0.14, test-results-parser 0.4.6, xunit-viewer 10.6.1, ctrf 0.3.0.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateSummary, merge } from 'ctrf'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'
import { parse } from 'junit2json'
import results from 'test-results-parser'

const [junit, json, other] = process.argv.slice(2)
const report = JSON.parse(readFileSync(json, 'utf8'))

const bin = (name, ...args) =>
  execFileSync(join('node_modules', '.bin', name), args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const suiteOf = (suite) => ({
  tests: suite.tests,
  failed: suite.failures + suite.errors,
  skipped: suite.skipped,
  names: suite.testcase.map(({ name }) => name),
  reasons: suite.testcase.flatMap(({ failure = [], error = [], skipped = [] }) =>
    [...failure, ...error, ...skipped].map(({ message }) => message),
  ),
})

async function junitToCtrf() {
  const {
    results: { summary, tests },
  } = await convertJUnitToCTRFReport(junit, { outputPath: 'converted.json' })
  return {
    tests: summary.tests,
    failed: summary.failed,
    skipped: summary.skipped,
    passed: summary.passed,
    names: tests.map(({ name }) => name),
    // It keeps no reason of what was skipped (findings).
    reasons: tests.flatMap(({ message }) => message ?? []),
    flaky: tests.filter(({ flaky }) => flaky === true).length,
  }
}

function testResults() {
  const { total, passed, failed, errors, skipped, suites } = results.parse({
    type: 'junit',
    files: [junit],
  })
  const cases = suites.flatMap((suite) => suite.cases)
  return {
    // Its total leaves out what was skipped.
    tests: total + skipped,
    passed,
    failed: failed + errors,
    skipped,
    names: cases.map(({ name }) => name),
    reasons: cases.flatMap(({ failure }) => failure || []),
  }
}

function xunitViewer() {
  // It ends before a pipe has taken all that it prints; a file has.
  const out = openSync('viewer.txt', 'w')
  const viewer = join('node_modules', '.bin', 'xunit-viewer')
  execFileSync(viewer, ['-r', junit, '-o', 'viewer.html', '-c'], {
    stdio: ['ignore', out, 'ignore'],
  })
  closeSync(out)
  const painted = readFileSync('viewer.txt', 'utf8')
  const printed = painted.replace(/\u001b\[[0-9;]*m/g, '')
  const count = (word) =>
    Number(
      new RegExp(`(\\d+) ${word}`).exec(printed.trim().split('\n').slice(-3).join(' '))?.[1] ?? 0,
    )
  return {
    failed: count('failure') + count('error'),
    skipped: count('skipped'),
    passed: count('passed'),
    text: printed,
  }
}

async function merged() {
  bin('junit-report-merger', 'merged.xml', junit, other)
  const { testsuite } = await parse(readFileSync('merged.xml', 'utf8'))
  return testsuite.map(({ name }) => name)
}

async function joined() {
  bin('junit-merge', '-o', 'joined.xml', junit, other)
  const { testsuite } = await parse(readFileSync('joined.xml', 'utf8'))
  return testsuite.map(({ name }) => name)
}

const { tests: _, ...summary } = calculateSummary(report.results.tests)
process.stdout.write(
  JSON.stringify({
    junit2json: suiteOf(await parse(readFileSync(junit, 'utf8'))),
    'junit-to-ctrf': await junitToCtrf(),
    'test-results-parser': testResults(),
    'xunit-viewer': xunitViewer(),
    ctrf: {
      tests: report.results.tests.length,
      failed: summary.failed,
      passed: summary.passed,
      skipped: summary.skipped + summary.other,
      names: report.results.tests.map(({ name }) => name),
      reasons: report.results.tests.flatMap(({ message }) => message ?? []),
      decisions: merge([report, report]).results.tests.flatMap(({ extra }) => extra.decision ?? []),
    },
    mergers: { 'junit-report-merger': await merged(), 'junit-merge': await joined() },
  }),
)
