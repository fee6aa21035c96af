import { expect, test } from 'vitest'
import { otherOrigin } from '../../helpers/diagnosis/judges/other-origin.ts'

const OWN = 'https://shop.example.com'

test.for<readonly [string, readonly unknown[], unknown]>([
  ['another host', [OWN], 'http://shop:8000'],
  ['another scheme', [`${OWN}/`], 'http://shop.example.com/tea.png'],
  ['another port below a path', ['other', `${OWN}/files`], `${OWN}:8443/files/tea.png`],
])('a URL with %s: its origin, and where to look', ([, promised, said]) => {
  const { writes, nextSteps } = otherOrigin('shop', promised, said) ?? {}
  expect(writes).toBe(new URL(String(said)).origin)
  expect(nextSteps?.[0]).toMatch(
    /^shop writes "http.+ where "https:\/\/shop\.example\.com" is promised/,
  )
})

test.for<readonly [string, readonly unknown[], unknown]>([
  ['of the same origin', [`${OWN}/a`], `${OWN}/a?b`],
  ['below another path', [`${OWN}/files`], 'http://shop:8000/tea.png'],
  ['that is none', [OWN], 'shop:8000'],
  ['where no URL is promised', ['tea', 3], 'http://shop:8000'],
  ['that is missing', [OWN], undefined],
])('nothing of a URL %s', ([, promised, said]) =>
  expect(otherOrigin('shop', promised, said)).toBeUndefined(),
)
