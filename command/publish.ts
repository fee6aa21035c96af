import type { RunRecord } from '../helpers/report/run-record.ts'
import type { Flags } from './flags.ts'
export async function publish(record: RunRecord, _: Flags): Promise<number> {
  for (const c of record.checks) process.stdout.write(`${c.status.padEnd(8)} ${c.id}  ${c.durationMs} ms ${c.reason ?? ''} ${c.blockedBy?.code ?? ''} ${c.findings.map((f) => `${f.code}(${f.service}) ${f.asked} exp ${f.expected} got ${f.got}`).join(' | ')}\n`)
  for (const r of record.rootCauses) process.stdout.write(`\nROOT ${r.code} ${r.service}: ${r.summary}\n  ${r.evidence.join('\n  ')}\n blocks ${r.blocks.length} explains ${r.explains.join('; ')}\n`)
  for (const r of record.warnings) process.stdout.write(`\nWARN ${r.code} ${r.service}: ${r.summary}\n  ${r.evidence.join('\n  ')}\n`)
  process.stdout.write(`${record.headline} ${JSON.stringify(record.run)} ${record.notes.join('; ')}\n`)
  return record.exitCode
}
