import { saw } from '../../../helpers/record/finding.ts'
import type { RunRecord } from '../../../helpers/record/run-record.ts'
import { cause } from './cause.ts'
import { check } from './check.ts'
import { finding } from './finding.ts'
import { runRecord } from './run-record.ts'

/** Texts that act in one format or another, each the kind of thing that a server could send. */
export const HOSTILE_TEXTS: readonly string[] = [
  '::error title=owned::by the server',
  '  ::add-mask::the',
  'x ##[error]y ##vso[task.complete result=Succeeded;]done ##teamcity[buildStatus]',
  '\u001b[2J\u001b]0;owned\u0007\u009b31mred\u0008\u007f',
  'a\r\n::stop-commands::x\nb\u0085c\u2028d',
  ']]> <![CDATA[ &amp; &#x0; </testcase><testcase name="owned" classname="x" time="0"/>',
  '<script>alert(1)</script><img src=x onerror=alert(1)><details><summary>',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>',
  'https://evil.example www.evil.example mailto:a@evil.example @octocat #1 GH-1 owner/repo#2',
  '`` ` ``` \\` **bold** _x_ ~~s~~ | cell | $a$ :tada: \\| \\\\| `|`',
  '1. one\n# heading\n> quote\n- [ ] task\n---\n===',
  '\u202eevil\u202c \u200b\ufeff\u00ad \udc00 \ud800x \uffff \u0000',
  `"unclosed 'quotes`,
  '',
  '   ',
  'é漢字👩‍👩‍👧‍👦e\u0301\u0300\u0301',
  'x'.repeat(5000),
  '`'.repeat(300),
  '%0A%25::warning::%3A',
]

const CAUSES = HOSTILE_TEXTS.map((text) => ({ code: text, service: text, summary: text }))

const STATUSES = ['passed', 'warned', 'failed', 'blocked', 'skipped', 'error'] as const

/** A run in which every text is hostile, each in every place. */
export const hostile: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'rollback',
  exitCode: 1,
  headline: HOSTILE_TEXTS.join(' '),
  rootCauses: HOSTILE_TEXTS.map((text, at) =>
    cause({
      service: text,
      summary: text,
      evidence: [{ kind: 'logs', url: text }],
      causes: [text],
      nextSteps: [text],
      explains: [text],
      fails: [`${text}${at}`],
      blocks: [text],
      findings: [foul(text)],
    }),
  ),
  warnings: [cause({ code: 'service.slow', service: '@octocat', summary: '<b>slow</b>' })],
  checks: HOSTILE_TEXTS.map((text, at) => {
    const status = STATUSES[at % STATUSES.length] ?? 'passed'
    return check(`${text}${at}`, text, {
      suite: text,
      part: text,
      status,
      reason: text,
      findings: status === 'failed' || status === 'warned' ? [foul(text)] : [],
      ...(status === 'blocked' && {
        blockedBy: [{ ...foul(text), code: 'tcp.refused' }],
      }),
    })
  }),
  notes: HOSTILE_TEXTS,
  comparison: {
    earlier: { runId: '::error::x', startedAt: '<b>x</b>', decision: 'promote', place: '@octocat' },
    causes: { new: CAUSES, fixed: CAUSES, still: CAUSES, unseen: CAUSES },
    checks: { new: HOSTILE_TEXTS, fixed: HOSTILE_TEXTS, still: [], unseen: HOSTILE_TEXTS },
  },
  places: HOSTILE_TEXTS.map((text) => ({ place: text, problem: text })),
  requestLog: {
    requests: HOSTILE_TEXTS.map((text, at) => ({
      service: text,
      method: text,
      url: text,
      check: `${text}${at}`,
      startMs: at * 10,
      phases: { turn: 1, firstByte: 5, body: 1 },
      fault: text,
      traceId: text,
    })),
    leftOut: 3,
  },
  run: {
    environment: HOSTILE_TEXTS[0] ?? '',
    platform: '<netra>',
    host: 'a|b`c',
    targets: HOSTILE_TEXTS.map((url) => ({ service: url, url })),
    revisions: Object.fromEntries(HOSTILE_TEXTS.map((text) => [text, text])),
    waited: [{ service: '::x', waitedMs: 10, ready: false, history: HOSTILE_TEXTS }],
  },
})

function foul(text: string): RunRecord['rootCauses'][number]['findings'][number] {
  return finding({
    service: text,
    promise: text,
    asked: text,
    expected: text,
    got: text,
    evidence: [text].map(saw),
    traceId: text,
    curl: text,
  })
}
