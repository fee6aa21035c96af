import type { Credential, JsonTemplate, RequestTemplate } from '../../../contracts/schema/common.ts'
import type { Answer } from '../../../helpers/http/exchange.ts'
import { placeCredential, renderRequest } from '../../../helpers/promise/request.ts'
import { lookUp, lookUpJson } from '../../../helpers/promise/where.ts'
import { quote } from '../../../helpers/text/quote.ts'
import type { Asker } from '../asker.ts'
import type { CurlLine } from '../curl-line.ts'
import type { JourneyDraft, StepDraft } from '../draft.ts'
import type { SeenService } from '../look/service.ts'
import type { SeenLogin } from './login.ts'
import { type CurlValue, requestOfCurl, serviceOfCurl } from './request-of-curl.ts'
import { membersOf } from './token-in.ts'

export interface SeenWrite {
  readonly journey: JourneyDraft
  readonly taken: readonly CurlValue[]
  readonly remarks: readonly string[]
}

/** Names of members that hold what was written for people, the best one to mark with the run's id first. */
const MARKED = ['title', 'name', 'label', 'text', 'content', 'body', 'message', 'subject', 'note']
const IDS = ['id', '_id', 'uuid', 'key', 'slug']
/** Objects that answers wrap around what was written. */
const WRAPPERS = ['data', 'result', 'item']

/**
 * Creates what the one curl line creates, reads it back at the address of the other, and removes it: a journey with
 * its undo. Gives it, or why there is none.
 */
export async function tryWrite(
  asker: Asker,
  lines: { readonly write: CurlLine; readonly remove: CurlLine },
  services: readonly SeenService[],
  login: { readonly seen: SeenLogin; readonly sent: Credential } | undefined,
): Promise<SeenWrite | { readonly why: string }> {
  const service = serviceOfCurl(lines.write, services)
  if (service === undefined) return { why: '--write goes to none of the URLs' }
  if (serviceOfCurl(lines.remove, services) !== service)
    return { why: '--delete goes to another service than --write' }
  // The token of the run takes the place of one that is written down.
  const dropped = login === undefined ? [] : ['authorization', 'cookie']
  const written = requestOfCurl(lines.write, service, { purpose: 'write', dropped })
  const removal = requestOfCurl(lines.remove, service, { purpose: 'write', dropped })
  const taken = [...written.taken, ...removal.taken]
  const mark = markOf(written.request.json)
  const create = mark === undefined ? written.request : { ...written.request, json: mark.json }
  const run = `init-${Date.now().toString(36)}`
  const ask = async (template: RequestTemplate, extra: Readonly<Record<string, string>>) => {
    const values = (name: string) =>
      name === 'run' ? run : (extra[name] ?? taken.find((one) => one.name === name)?.value)
    const spec = renderRequest(template, service.url, values)
    return asker.act(login ? placeCredential(spec, login.sent, login.seen.token) : spec)
  }
  const created = await ask(create, {})
  if (created.kind === 'no-answer') return { why: `--write is not answered: ${created.detail}` }
  if (created.status >= 300)
    return { why: `--write is answered with ${created.status} ${quote(created.text, 160)}` }
  const name = /\{([a-z]\w*)\}/i.exec(removal.request.path)?.[1]
  const at =
    name === undefined ? undefined : idIn(created, name, mark && markAt(created, mark, run))
  if (name !== undefined && at === undefined)
    return {
      why: `the answer to --write shows no id for {${name}}: ${quote(created.text, 160)}. What it created may still be there`,
    }
  const kept = name === undefined || at === undefined ? {} : { [name]: String(lookUp(created, at)) }
  const item: RequestTemplate = { service: service.name, method: 'GET', path: removal.request.path }
  const read = await ask(item, kept)
  const removed = await ask(removal.request, kept)
  const isRemoved = removed.kind === 'answer' && removed.status < 300
  if (!isRemoved)
    return {
      why: `--delete is answered with ${removed.kind === 'answer' ? `${removed.status} ${quote(removed.text, 160)}` : removed.detail}: what --write created is still there (${Object.values(kept).join('') || 'no id'})`,
    }
  const as = login === undefined ? 'nobody' : 'user'
  const keeps = name !== undefined && at !== undefined && { keeps: { [name]: at } }
  const steps = [
    { ...createStep(create, as, created.status), ...keeps, undo: removal.request },
    ...(read.kind === 'answer' && read.status === 200
      ? [readStep(item, as, mark && saysOf(read, mark, run))]
      : []),
  ]
  return { taken, remarks: [], journey: { name: 'write', steps } }
}

function createStep(request: RequestTemplate, as: StepDraft['as'], status: number): StepDraft {
  return {
    id: 'create',
    title: `creates something by ${request.method} ${request.path}`,
    effect: 'writes',
    as,
    request,
    statuses: [status],
  }
}

/** Reads what was created, and what of it the answer must say. */
function readStep(item: RequestTemplate, as: StepDraft['as'], says: StepDraft['says']): StepDraft {
  return {
    id: 'read',
    title: 'reads it again',
    after: ['create'],
    effect: 'reads',
    as,
    request: item,
    statuses: [200],
    ...(says !== undefined && { says }),
    otherwise: 'data.lost',
  }
}

/** The place where an answer shows the text that holds the run's id. */
function saysOf(answer: Answer, mark: Mark, run: string): StepDraft['says'] {
  const place = markAt(answer, mark, run)
  return place === undefined ? undefined : [{ at: place.join('.'), is: [mark.text] }]
}

function markAt(answer: Answer, { at, text }: Mark, run: string): readonly string[] | undefined {
  const wanted = text.replace('{run}', run)
  return membersOf(answer.json).find(({ path, value }) => path.at(-1) === at && value === wanted)
    ?.path
}

interface Mark {
  readonly json: JsonTemplate
  /** The member that holds the text. */
  readonly at: string
  readonly text: string
}

/** The body with the run's id in one of its texts, so that two runs do not meet. */
function markOf(json: JsonTemplate | undefined): Mark | undefined {
  if (json === undefined || json === null || typeof json !== 'object' || Array.isArray(json))
    return undefined
  const texts = Object.entries(json).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes('{'),
  )
  const [at, value] =
    MARKED.map((name) => texts.find(([key]) => key === name)).find(
      (entry) => entry !== undefined,
    ) ?? []
  if (at === undefined || value === undefined) return undefined
  const text = `${value} {run}`
  return { at, text, json: { ...json, [at]: text } }
}

/** The place of the id: beside the mark, so that it is no id of an owner, else where answers usually have it. */
function idIn(
  answer: Answer,
  name: string,
  mark: readonly string[] | undefined,
): string | undefined {
  const names = [name, ...IDS]
  const objects = [...(mark ? [mark.slice(0, -1)] : []), [], ...WRAPPERS.map((one) => [one])]
  const places = objects.flatMap((object) => names.map((one) => [...object, one].join('.')))
  return places.find((place) => {
    const value = lookUpJson(answer.json, place)
    return (typeof value === 'string' && value !== '') || typeof value === 'number'
  })
}
