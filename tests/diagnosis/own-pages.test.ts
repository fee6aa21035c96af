import { expect, test } from 'vitest'
import { recogniseEdge } from '../../helpers/diagnosis/judges/health/edge-of.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { answer, page } from './support/facts.ts'
import {
  DEFAULTS,
  JSON_APPS,
  OF_APPS,
  OF_CLOUDS,
  OF_GATEWAYS,
  OF_HOSTS,
  OF_WALLS,
  type OwnPage,
} from './support/own-pages.ts'

function answerOf({ status, body, json, headers = {} }: OwnPage): Answer {
  return json === undefined && body !== ''
    ? page(status, body ?? '', headers)
    : answer(status, json, headers)
}

test.each([...OF_HOSTS, ...OF_CLOUDS, ...OF_GATEWAYS, ...OF_WALLS, ...DEFAULTS])(
  '$what is $is',
  (own) => {
    const of = answerOf(own)
    expect(judgeAnswered(of, 'api', 'it answers')?.code).toBe(own.is)
    expect(recogniseEdge(of)?.name).toBeDefined()
  },
)

test.each([...OF_APPS, ...JSON_APPS])('$what, $status, is the app itself', (own) => {
  const of = answerOf(own)
  expect(recogniseEdge(of)).toBeUndefined()
  expect(judgeAnswered(of, 'api', 'it answers')?.code ?? '').not.toMatch(/^edge\./)
})
